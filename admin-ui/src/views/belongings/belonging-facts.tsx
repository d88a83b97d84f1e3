// SPDX-License-Identifier: Apache-2.0
// The person's things: what was listed, where each is now, and its photographs, which are opened one by one.
import { Button, Select } from 'antd';
import { useRef, useState } from 'react';
import type { StayDetail } from '../../api/types';
import { useText } from '../../i18n';
import { beijing } from '../../lib/time';
import { useUser } from '../../session';
import styles from './belonging-facts.module.css';
import { lastMove } from './photo';
import { PhotoRow } from './photo-row';
import { usePhotos } from './use-photos';

export function BelongingFacts({ detail }: { detail: StayDetail }) {
  const { t } = useText();
  const { can } = useUser();
  const items = detail.belongings;
  return (
    <>
      {!items && <p className="quiet">{t('stay.person.noBelongings')}</p>}
      {items && (
        <ol className={styles.items}>
          {items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two equal things are two rows
            <li key={index}>
              {item.name} {item.quantity} <span className="quiet small">{item.features}</span>{' '}
              {item.caseRelated && (
                <span className="chip chip-accent">{t('stay.belongings.caseRelated')}</span>
              )}
              <Moved detail={detail} item={index + 1} />
              <Pictures detail={detail} item={index + 1} />
            </li>
          ))}
        </ol>
      )}
      {items?.length === 0 && <p className="quiet">{t('none')}</p>}
      <Pictures detail={detail} item={undefined} />
      {detail.locker && (
        <p className="quiet small">
          {t('stay.person.locker')} {detail.locker}
        </p>
      )}
      {can.leadStay && <AddPhotos detail={detail} />}
    </>
  );
}

/** Where a thing is when it is not in the locker any more: the entry says first which thing, then what was done. */
function Moved({ detail, item }: { detail: StayDetail; item: number }) {
  const { pick } = useText();
  const move = lastMove(detail.acts, item);
  const done = move?.said[1];
  if (!move || !done) return null;
  return (
    <span className="chip" title={beijing(move.atUs)}>
      {pick(done.value, done.valueEn ?? done.value)}
    </span>
  );
}

function Pictures({ detail, item }: { detail: StayDetail; item: number | undefined }) {
  const { t } = useText();
  const photos = (detail.belongingPhotos ?? []).filter((photo) => photo.item === item);
  if (photos.length === 0) return null;
  return (
    <span className={styles.pictures}>
      {item === undefined && <span className="quiet small">{t('stay.photos.ofAll')}</span>}
      {photos.map((photo, index) => (
        <a
          key={photo.seq}
          className="chip"
          href={`/api/v1/stays/${detail.tile.stayId}/belonging-photos?seq=${photo.seq}`}
          target="_blank"
          rel="noreferrer"
          title={t('stay.photos.by', { name: photo.byName, time: beijing(photo.atUs) })}
        >
          {t('stay.photos.nth', { n: index + 1 })}
        </a>
      ))}
    </span>
  );
}

function AddPhotos({ detail }: { detail: StayDetail }) {
  const { t } = useText();
  const photos = usePhotos(detail.tile.stayId);
  const [item, setItem] = useState<number>();
  const file = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const chosen = (input: HTMLInputElement) => {
    void photos.add([...(input.files ?? [])], item);
    input.value = '';
  };
  return (
    <div className={styles.add}>
      <Select<number>
        className={styles.which}
        size="small"
        allowClear
        value={item}
        onChange={setItem}
        placeholder={t('stay.photos.all')}
        aria-label={t('stay.photos.which')}
        options={(detail.belongings ?? []).map((one, index) => ({
          value: index + 1,
          label: `${index + 1} ${one.name}`,
        }))}
      />
      <Button size="small" onClick={() => file.current?.click()}>
        {t('stay.photos.add')}
      </Button>
      <Button size="small" onClick={() => camera.current?.click()}>
        {t('stay.photos.take')}
      </Button>
      <input
        ref={file}
        type="file"
        hidden
        multiple
        accept="image/jpeg,image/png"
        aria-label={t('stay.photos.add')}
        onChange={(event) => chosen(event.target)}
      />
      <input
        ref={camera}
        type="file"
        hidden
        accept="image/jpeg,image/png"
        capture="environment"
        aria-label={t('stay.photos.take')}
        onChange={(event) => chosen(event.target)}
      />
      {photos.list.length > 0 && (
        <ul className={styles.sent}>
          {photos.list.map((photo) => (
            <PhotoRow key={photo.id} photo={photo} onAgain={() => photos.sendAgain(photo.id)} />
          ))}
        </ul>
      )}
    </div>
  );
}
