// SPDX-License-Identifier: Apache-2.0
// Above the board: so many cameras are in trouble, in one line that stays one line.
import { Link } from 'react-router';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { troublePage, useHealthTrouble } from './health-trouble';

const namesShown = 3;

export function HealthStrip() {
  const { t } = useText();
  const { trouble } = useHealthTrouble();
  if (!trouble) return null;
  const { cameras, names } = trouble;
  const shown = names.slice(0, namesShown).join(t('comma'));
  return (
    <div className="strip strip-soon" role="status">
      <ToneMark tone="soon">{t('observations.trouble.title', { count: cameras })}</ToneMark>
      <span className="grow ellipsis">
        {cameras > namesShown ? t('observations.trouble.andMore', { names: shown }) : shown}
      </span>
      <Link to={troublePage} className="nowrap">
        {t('observations.trouble.look')}
      </Link>
    </div>
  );
}
