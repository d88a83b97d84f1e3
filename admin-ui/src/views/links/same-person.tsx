// SPDX-License-Identifier: Apache-2.0
// Other stays of the same person: shown, linked with a reason, and undone with one.
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../api/client';
import type { Receipts, StayDetail, StayLink } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { Field } from '../../components/field';
import { Moment } from '../../components/moment';
import { StayPicker } from '../../components/stay-picker';
import { useText } from '../../i18n';
import { useUser } from '../../session';

const stale = ['stays', 'findings'] as const;

export function SamePerson({ detail }: { detail: StayDetail }) {
  const { t } = useText();
  const { can } = useUser();
  const [linking, setLinking] = useState(false);
  const [undoing, setUndoing] = useState<StayLink>();
  const links = detail.samePerson ?? [];
  const { stayId } = detail.tile;
  return (
    <section className="panel">
      <header>
        <h3 className="grow">{t('stay.links.title')}</h3>
        {can.leadStay && (
          <Button size="small" onClick={() => setLinking(true)}>
            {t('stay.links.add')}
          </Button>
        )}
      </header>
      {links.length === 0 && <p className="quiet">{t('stay.links.none')}</p>}
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {links.map((link) => (
          <li key={link.linkId}>
            <OneLink link={link} />{' '}
            {can.leadStay && link.undoneAtUs === undefined && (
              <Button size="small" type="text" onClick={() => setUndoing(link)}>
                {t('stay.links.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {linking && <LinkDialog stayId={stayId} onClose={() => setLinking(false)} />}
      {undoing && <UndoDialog stayId={stayId} link={undoing} onClose={() => setUndoing(undefined)} />}
    </section>
  );
}

function OneLink({ link }: { link: StayLink }) {
  const { t } = useText();
  const undone = link.undoneAtUs !== undefined;
  return (
    <span>
      <Link to={`/stays/${link.stayId}`} style={undone ? { textDecoration: 'line-through' } : undefined}>
        {link.number}
      </Link>{' '}
      {link.displayName} {link.state && <span className="chip">{t(`domain.state.${link.state}`)}</span>}
      <span className="quiet small" style={{ display: 'block' }}>
        <Moment us={link.linkedAtUs} /> {link.by.name} {link.why}
      </span>
      {link.undoneAtUs !== undefined && (
        <span className="quiet small" style={{ display: 'block' }}>
          {t('stay.links.undone')} <Moment us={link.undoneAtUs} /> {link.undoneBy?.name} {link.undoneWhy}
        </span>
      )}
    </span>
  );
}

interface LinkValues {
  otherStayId: string;
  why: string;
}

function LinkDialog({ stayId, onClose }: { stayId: string; onClose: () => void }) {
  const { t } = useText();
  return (
    <EditDialog<LinkValues, LinkValues, Receipts>
      act={`stay.${stayId}.link`}
      title={t('stay.links.addTitle')}
      initial={{}}
      toBody={({ otherStayId, why }) => ({ otherStayId, why: why.trim() })}
      send={(body, key) => call('post', '/stays/{id}/links', { path: { id: stayId }, body, key })}
      stale={stale}
      submit={t('stay.links.submit')}
      onClose={onClose}
    >
      {() => (
        <>
          <Field
            span={12}
            name="otherStayId"
            label={t('stay.links.other')}
            rules={[{ required: true, message: t('signIn.required') }]}
          >
            <StayPicker placeholder={t('stay.links.otherHint')} />
          </Field>
          <WhyField />
        </>
      )}
    </EditDialog>
  );
}

interface UndoProps {
  stayId: string;
  link: StayLink;
  onClose: () => void;
}

function UndoDialog({ stayId, link, onClose }: UndoProps) {
  const { t } = useText();
  return (
    <EditDialog<{ why: string }, { linkId: string; why: string }, Receipts>
      act={`stay.${stayId}.unlink.${link.linkId}`}
      title={t('stay.links.undoTitle', { number: link.number })}
      initial={{}}
      toBody={({ why }) => ({ linkId: link.linkId, why: why.trim() })}
      send={(body, key) => call('post', '/stays/{id}/links/undoing', { path: { id: stayId }, body, key })}
      stale={stale}
      submit={t('stay.links.undo')}
      onClose={onClose}
    >
      {() => <WhyField />}
    </EditDialog>
  );
}

function WhyField() {
  const { t } = useText();
  return (
    <Field
      span={12}
      name="why"
      label={t('stay.links.why')}
      rules={[{ required: true, whitespace: true, message: t('signIn.required') }]}
    >
      <Input.TextArea rows={2} maxLength={500} />
    </Field>
  );
}
