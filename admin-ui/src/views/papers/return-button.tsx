// SPDX-License-Identifier: Apache-2.0
// The way to the dialog in which scans are given back; what still lies there is counted on the button.
import { Button } from 'antd';
import { useOpened } from '../../hooks/use-opened';
import { useScanTray } from '../../hooks/use-scan-tray';
import { useText } from '../../i18n';
import { isLeft } from '../../papers/scan-tray';
import { useUser } from '../../session';
import { ReturnDialog } from './return-dialog';

export function ReturnButton({ stayId, primary = false }: { stayId: string; primary?: boolean }) {
  const { t } = useText();
  const { can } = useUser();
  const dialog = useOpened();
  const { scans } = useScanTray(stayId);
  const left = scans.filter(isLeft).length;
  if (!can.leadStay) return null;
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} onClick={() => dialog.open('scans')}>
        {left > 0 ? t('papers.scans.openLeft', { count: left }) : t('papers.scans.open')}
      </Button>
      {dialog.name === 'scans' && <ReturnDialog stayId={stayId} onClose={dialog.close} />}
    </>
  );
}
