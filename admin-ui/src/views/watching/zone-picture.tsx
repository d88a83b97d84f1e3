// SPDX-License-Identifier: Apache-2.0
// What lies under the zones: a still of now, the picture of the empty room, or words why there is neither.
import { useText } from '../../i18n';
import type { StillState } from '../../media/still';
import styles from './zone-pictures.module.css';

export function ReferencePicture({ src, onRatio }: { src: string; onRatio?: (ratio: number) => void }) {
  const { t } = useText();
  return (
    <img
      className={styles.picture}
      src={src}
      alt={t('watching.picture.reference')}
      draggable={false}
      onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
        naturalHeight > 0 && onRatio?.(naturalWidth / naturalHeight)
      }
    />
  );
}

export function StillNote({ state }: { state: StillState }) {
  const { t } = useText();
  if (state.kind === 'shown') return null;
  const words =
    state.kind === 'unsupported'
      ? t('watching.picture.unsupported', { codecs: state.codecs })
      : t(`watching.picture.${state.kind}`);
  return (
    <div className={styles.note} role="status">
      {words}
    </div>
  );
}
