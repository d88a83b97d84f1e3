// SPDX-License-Identifier: Apache-2.0
// The small picture that came with an observation, or words where there is none.
import { useState } from 'react';
import { thumbnailOf } from '../../api/watching';
import type { Observation } from '../../api/watching-types';
import { useText } from '../../i18n';
import styles from './observations.module.css';

export function Thumbnail({ observation, large = false }: { observation: Observation; large?: boolean }) {
  const { t } = useText();
  const [failed, setFailed] = useState(false);
  const name = large ? styles.picture : styles.thumb;
  if (!observation.hasThumbnail || failed) {
    const words = t(failed ? 'observations.pictureFailed' : 'observations.noPicture');
    return (
      <span className={`${name} ${styles.noPicture}`} title={words}>
        {large ? words : '—'}
      </span>
    );
  }
  return (
    <img
      className={name}
      src={thumbnailOf(observation.id)}
      alt={large ? t('observations.picture') : ''}
      loading="lazy"
      onError={() => setFailed(true)}
    />
  );
}
