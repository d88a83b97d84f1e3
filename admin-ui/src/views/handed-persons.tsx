// SPDX-License-Identifier: Apache-2.0
// Everybody who is handed over, who is at risk first: where, how ill, what is due, what to know.
import { Link } from 'react-router';
import type { HandedPerson } from '../api/types';
import { ClockBadge } from '../components/clock-badge';
import { Moment } from '../components/moment';
import { ToneMark } from '../components/tone';
import { useText } from '../i18n';
import styles from './handed-persons.module.css';

export function HandedPersons({ persons }: { persons: readonly HandedPerson[] }) {
  const { t } = useText();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {(['who', 'risk', 'clock', 'actions', 'awareness'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`handover.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {persons.map((person) => (
          <Row key={person.tile.stayId} person={person} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ person }: { person: HandedPerson }) {
  const { t } = useText();
  const { tile } = person;
  return (
    <tr>
      <td>
        <Link to={`/stays/${tile.stayId}`}>
          <strong>{tile.number.slice(-2)}</strong> {tile.displayName}
        </Link>
        <div className="quiet small">
          {tile.room?.name ?? t(`domain.state.${tile.state}`)} · {tile.caseName}
        </div>
      </td>
      <td>
        {person.atRisk ? (
          <ToneMark tone="over">{t('handover.atRisk')}</ToneMark>
        ) : (
          <ToneMark tone="quiet">{t('handover.steady')}</ToneMark>
        )}
        <div className="small">
          {person.riskLevel === 0
            ? t('handover.notAssessed')
            : t('handover.level', { level: person.riskLevel })}
        </div>
      </td>
      <td>{tile.clock ? <ClockBadge clock={tile.clock} /> : <span className="quiet">{t('none')}</span>}</td>
      <td>
        <Actions person={person} />
      </td>
      <td>
        <Awareness person={person} />
      </td>
    </tr>
  );
}

function Actions({ person }: { person: HandedPerson }) {
  const { t, language } = useText();
  const due = person.tile.due ?? [];
  if (due.length === 0) return <span className="quiet">{t('none')}</span>;
  return (
    <>
      {due.map((item) => (
        <div key={item.kind}>
          <ToneMark tone={item.state}>{language === 'zh' ? item.label : item.labelEn}</ToneMark>{' '}
          <Moment us={item.dueUs} form="clock" />
        </div>
      ))}
    </>
  );
}

function Awareness({ person }: { person: HandedPerson }) {
  const { t } = useText();
  const { tile, flags } = person;
  const facts = [
    ...(tile.minor ? [t('minor')] : []),
    ...flags.map((flag) => t(`domain.flag.${flag as 'pregnant'}`, { defaultValue: flag })),
    ...(tile.running ?? []).map((kind) => t(`domain.spell.${kind}`, { defaultValue: kind })),
    ...(tile.openFindings > 0 ? [t('handover.findings', { count: tile.openFindings })] : []),
  ];
  if (facts.length === 0) return <span className="quiet">{t('none')}</span>;
  return <>{facts.join(t('comma'))}</>;
}
