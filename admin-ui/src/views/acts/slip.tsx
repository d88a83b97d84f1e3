// SPDX-License-Identifier: Apache-2.0
// The slip that a person keeps of a request: number, time, what was asked, and the code to ask about it. No name.
import { Button, Modal } from 'antd';
import type { OpenRequest, StayDetail } from '../../api/types';
import { Empty } from '../../components/empty';
import { useText } from '../../i18n';
import { beijing } from '../../lib/time';
import { useUser } from '../../session';
import styles from './records.module.css';

interface Props {
  detail: StayDetail;
  /** The id of the request, or the number of the entry that noted it. */
  about: string | undefined;
  onClose: () => void;
}

export function SlipDialog({ detail, about, onClose }: Props) {
  const { t } = useText();
  const request = requestOf(detail, about);
  return (
    <Modal
      open
      title={t('acts.requests.print')}
      onCancel={onClose}
      width={520}
      footer={
        request && (
          <>
            <Button onClick={onClose}>{t('act.close')}</Button>
            <Button type="primary" autoFocus onClick={() => window.print()}>
              {t('acts.slip.print')}
            </Button>
          </>
        )
      }
    >
      {request ? (
        <Slip request={request} number={detail.tile.number} />
      ) : (
        <Empty title={t('acts.slip.gone')} />
      )}
    </Modal>
  );
}

export function requestOf(detail: StayDetail, about: string | undefined): OpenRequest | undefined {
  const entry = (detail.acts ?? []).find((done) => String(done.seq) === about);
  const id = entry ? entry.values.requestId : about;
  return (detail.openRequests ?? []).find((request) => request.requestId === id);
}

function Slip({ request, number }: { request: OpenRequest; number: string }) {
  const { t, pick } = useText();
  const { me } = useUser();
  return (
    <div className={`print-area ${styles.slip}`}>
      <p style={{ textAlign: 'center' }}>{me.centreName}</p>
      <h2>{t('acts.slip.title')}</h2>
      <table>
        <tbody>
          <tr>
            <th>{t('acts.slip.number')}</th>
            <td>{number}</td>
          </tr>
          <tr>
            <th>{t('acts.slip.at')}</th>
            <td>{beijing(request.atUs)}</td>
          </tr>
          <tr>
            <th>{t('acts.slip.kind')}</th>
            <td>{pick(request.label, request.labelEn)}</td>
          </tr>
          <tr>
            <th>{t('acts.slip.receipt')}</th>
            <td className={styles.code}>{request.receipt}</td>
          </tr>
        </tbody>
      </table>
      <p>{t('acts.slip.explain')}</p>
    </div>
  );
}
