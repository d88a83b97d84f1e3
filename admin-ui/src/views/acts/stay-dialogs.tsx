// SPDX-License-Identifier: Apache-2.0
// The dialogs of a stay, as the address bar names them: the menu of records, one record, basis, identity, approval, slip.
import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useActs } from '../../api/queries';
import type { Receipt, StayDetail } from '../../api/types';
import { Empty } from '../../components/empty';
import { Loadable } from '../../components/loadable';
import { useFirstFocus } from '../../hooks/use-first-focus';
import { useKeys } from '../../hooks/use-keys';
import { useOpened } from '../../hooks/use-opened';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { needsRoom } from './act-fields';
import { ApprovalForm } from './approval-form';
import { BasisForm } from './basis-form';
import { IdentityForm } from './identity-form';
import { PaperDecision } from './paper-decision';
import { PlainActForm } from './plain-act-form';
import { RecordsDialog } from './records-dialog';
import { SlipDialog } from './slip';

/** Whether the user writes further records at all. */
export function useMayRecord(): boolean {
  const { can } = useUser();
  return can.leadStay || can.care || can.reviewLegality;
}

export function StayDialogs({ detail }: { detail: StayDetail }) {
  const { t } = useText();
  const { name, about, open, close } = useOpened();
  const may = useMayRecord();
  useKeys((key) => {
    if (key !== 'A' || !may) return false;
    open('records');
    return true;
  });
  if (name === 'slip') return <SlipDialog detail={detail} about={about} onClose={close} />;
  if (!may || !name) return null;
  const form = { detail, onDone: close, onCancel: close };
  if (name === 'records')
    return <RecordsDialog detail={detail} onChoose={(act) => open(`act.${act}`)} onClose={close} />;
  if (name === 'approval')
    return <FormDialog title={t('acts.approval.askTitle')}>{<ApprovalForm {...form} />}</FormDialog>;
  if (name === 'basis')
    return <FormDialog title={t('acts.bases.changeTitle')}>{<BasisForm {...form} />}</FormDialog>;
  if (name === 'identity')
    return <FormDialog title={t('acts.identity.title')}>{<IdentityForm {...form} />}</FormDialog>;
  const asked = (detail.approvals ?? []).find((one) => one.id === about && one.state === 'open');
  if (name === 'paper' && asked) return <PaperDecision approval={asked} onClose={close} />;
  if (name.startsWith('act.'))
    return <ActDialog name={name.slice('act.'.length)} about={about} detail={detail} />;
  return null;
}

interface FormDialogProps {
  title: string;
  width?: number;
  /** The form is there, not still being read. */
  ready?: boolean;
  children: ReactNode;
}

export function FormDialog({ title, width = 760, ready = true, children }: FormDialogProps) {
  const { close } = useOpened();
  const area = useFirstFocus<HTMLDivElement>(ready);
  return (
    <Modal
      open
      title={title}
      footer={null}
      width={width}
      maskClosable={false}
      onCancel={close}
      style={{ top: 40 }}
    >
      <div ref={area}>{children}</div>
    </Modal>
  );
}

interface ActDialogProps {
  name: string;
  about: string | undefined;
  detail: StayDetail;
}

function ActDialog({ name, about, detail }: ActDialogProps) {
  const { t, pick } = useText();
  const { open, close } = useOpened();
  const acts = useActs();
  const act = acts.data?.acts.find((one) => one.name === name);
  const done = (receipt: Receipt) => {
    // Who asks for something gets a slip with the code to ask about it.
    if (name === 'note_request') open('slip', String(receipt.seq));
    else close();
  };
  return (
    <FormDialog
      title={act ? pick(act.label, act.labelEn) : t('acts.more')}
      width={act && needsRoom(act.fields) ? 1040 : 760}
      ready={act !== undefined}
    >
      <Loadable query={acts}>
        {() =>
          act ? (
            <PlainActForm
              key={`${name}.${about}`}
              act={act}
              detail={detail}
              about={about}
              onDone={done}
              onCancel={close}
            />
          ) : (
            <Empty title={t('acts.noMatch')} />
          )
        }
      </Loadable>
    </FormDialog>
  );
}
