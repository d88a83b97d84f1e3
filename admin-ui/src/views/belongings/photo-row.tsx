// SPDX-License-Identifier: Apache-2.0
// What became of one chosen photograph, and what to do when it could not be stored.
import { Button } from 'antd';
import { ToneMark } from '../../components/tone';
import { describeError } from '../../errors';
import { useText } from '../../i18n';
import type { Photo } from './photo';

export function PhotoRow({ photo, onAgain }: { photo: Photo; onAgain: () => void }) {
  const { t, language } = useText();
  const { state } = photo;
  const wrong = state === 'unfit' || state === 'heavy' || state === 'failed';
  return (
    <li>
      <span className="ellipsis">{photo.name}</span>{' '}
      <ToneMark tone={state === 'done' ? 'ok' : wrong ? 'over' : 'quiet'}>
        {t(`stay.photos.state.${state}`)}
      </ToneMark>
      {state === 'failed' && (
        <span role="alert" className="small">
          {' '}
          {describeError(photo.error, t, language).detail}{' '}
          <Button size="small" onClick={onAgain}>
            {t('stay.photos.again')}
          </Button>
        </span>
      )}
    </li>
  );
}
