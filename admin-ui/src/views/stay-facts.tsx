// SPDX-License-Identifier: Apache-2.0
// What is known about the person and why they are here.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { StayDetail } from '../api/types';
import { Moment } from '../components/moment';
import { useOpened } from '../hooks/use-opened';
import { useText } from '../i18n';
import { ageAt } from '../lib/time';
import { useUser } from '../session';
import { BelongingFacts } from './belongings/belonging-facts';
import { SamePerson } from './links/same-person';
import { TrueIdentity } from './pseudonym/true-identity';

export function StayFacts({ detail }: { detail: StayDetail }) {
  const { t } = useText();
  const { can } = useUser();
  const { open } = useOpened();
  return (
    <aside className="stack">
      <section className="panel">
        <header>
          <h3 className="grow">{t('stay.person.identity')}</h3>
          {can.leadStay && (
            <Button size="small" onClick={() => open('identity')}>
              {t('acts.identity.change')}
            </Button>
          )}
        </header>
        <IdentityFacts detail={detail} />
        {detail.pseudonym && <TrueIdentity stayId={detail.tile.stayId} />}
      </section>
      <SamePerson detail={detail} />
      <section className="panel">
        <h3 style={{ marginBottom: 8 }}>{t('stay.person.legal')}</h3>
        <LegalFacts detail={detail} />
      </section>
      <section className="panel">
        <h3 style={{ marginBottom: 8 }}>{t('stay.person.belongings')}</h3>
        <BelongingFacts detail={detail} />
      </section>
      <section className="panel">
        <h3 style={{ marginBottom: 8 }}>{t('stay.person.care')}</h3>
        <CareFacts detail={detail} />
      </section>
    </aside>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (children === undefined || children === null || children === '' || children === false) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

export function IdentityFacts({ detail }: { detail: StayDetail }) {
  const { t, paren } = useText();
  const { identity, facts, tile } = detail;
  const age = facts.birthDate ? ageAt(facts.birthDate, tile.arrivedAtUs) : undefined;
  return (
    <dl className="facts">
      <Fact label={t('stay.arrival.name')}>{identity.name}</Fact>
      <Fact label={t('stay.arrival.sex')}>{t(`domain.sex.${facts.sex}`)}</Fact>
      <Fact label={t('stay.arrival.birthDate')}>
        {facts.birthDate && `${facts.birthDate}${age === undefined ? '' : paren(t('age', { age }))}`}
      </Fact>
      <Fact
        label={
          identity.idType && identity.idType !== 'none'
            ? t(`domain.idType.${identity.idType}`)
            : t('stay.arrival.idNumber')
        }
      >
        {identity.idNumber}
      </Fact>
      <Fact label={t('stay.arrival.nation')}>{identity.nation}</Fact>
      <Fact label={t('stay.arrival.address')}>{identity.address}</Fact>
      <Fact label={t('stay.arrival.phone')}>{identity.phone}</Fact>
      <Fact label={t('stay.person.wristband')}>{detail.wristband}</Fact>
      <Fact label={t('stay.arrival.flags')}>
        {(tile.minor || facts.identityUnknown || facts.flags.length > 0) && (
          <span className="row-wrap" style={{ gap: 4 }}>
            {tile.minor && <span className="chip chip-soon">{t('minor')}</span>}
            {facts.identityUnknown && (
              <span className="chip chip-soon">{t('stay.arrival.identityUnknown')}</span>
            )}
            {facts.flags.map((flag) => (
              <span key={flag} className="chip chip-soon">
                {t(`domain.flag.${flag}`)}
              </span>
            ))}
          </span>
        )}
      </Fact>
    </dl>
  );
}

const decisionNames = [
  'released_no_case',
  'mediated',
  'warning_or_fine',
  'bail',
  'residential_surveillance',
  'criminal_detention',
  'administrative_detention',
  'drug_isolation',
  'handed_over',
  'leaves_freely',
] as const;

function LegalFacts({ detail }: { detail: StayDetail }) {
  const { t, paren } = useText();
  const { basis, tile } = detail;
  const decision = decisionNames.find((name) => name === detail.decision);
  return (
    <dl className="facts">
      <Fact label={t('stay.arrival.role')}>{t(`domain.role.${tile.role}`)}</Fact>
      <Fact label={t('stay.arrival.basis')}>
        {t(`domain.basis.${basis.kind}`)}
        {basis.oral && paren(t('stay.person.oral'))}
      </Fact>
      <Fact label={t('stay.arrival.documentNumber')}>{basis.documentNumber}</Fact>
      <Fact label={t('stay.arrival.issuedBy')}>{basis.issuedBy}</Fact>
      <Fact label={t('stay.person.case')}>{`${tile.caseName} ${tile.caseNumber}`}</Fact>
      <Fact label={t('stay.arrival.unit')}>{tile.unit.name}</Fact>
      <Fact label={t('stay.person.decision')}>{decision && t(`domain.decision.${decision}`)}</Fact>
      <Fact label={t('stay.person.departed')}>
        {detail.departedAtUs !== undefined && <Moment us={detail.departedAtUs} form="full" />}
      </Fact>
    </dl>
  );
}

const careNames = ['meal', 'water', 'toilet', 'rest', 'medicine', 'check'] as const;

function CareFacts({ detail }: { detail: StayDetail }) {
  const { t } = useText();
  const care = [...detail.care].sort((a, b) => b.atUs - a.atUs).slice(0, 8);
  if (care.length === 0) return <p className="quiet">{t('stay.person.noCare')}</p>;
  return (
    <dl className="facts">
      {care.map((entry) => {
        const known = careNames.find((name) => name === entry.kind);
        return (
          <Fact key={`${entry.kind}${entry.atUs}`} label={known ? t(`domain.care.${known}`) : entry.kind}>
            <Moment us={entry.atUs} />
          </Fact>
        );
      })}
    </dl>
  );
}
