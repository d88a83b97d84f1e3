// SPDX-License-Identifier: Apache-2.0
// Stretches of a certificate with their length, or the word that there are none.
import { Moment } from '../../components/moment';
import { type Tone, ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { lengthText, usPerSecond } from '../../lib/time';
import styles from './certificate.module.css';

/** Shorter ones are not shown as nothing. */
const shownAtLeastUs = usPerSecond / 10;
/** Steps into the room and out of it: as long as it takes to press a button. */
const shortUs = 5 * usPerSecond;

interface Props {
  title: string;
  none: string;
  spans: readonly { fromUs: number; toUs: number; cause?: string }[];
  tone: Tone;
  /** Short ones are a fact, and no alarm. */
  shortIsQuiet?: boolean;
  /** Words for a cause; without them none is shown. */
  causeText?: (cause: string) => string;
}

export function SpanList({ title, none, spans, tone, shortIsQuiet, causeText }: Props) {
  const { t } = useText();
  return (
    <>
      <h3 className={styles.title}>
        {title} {spans.length > 0 && spans.length}
      </h3>
      {spans.length === 0 && <p className="quiet">{none}</p>}
      <ul className={styles.list}>
        {spans.map((span) => (
          <li key={span.fromUs}>
            <ToneMark tone={shortIsQuiet && span.toUs - span.fromUs < shortUs ? 'quiet' : tone}>
              <Moment us={span.fromUs} seconds /> – <Moment us={span.toUs} seconds />
            </ToneMark>
            <span className="nowrap">{lengthText(Math.max(span.toUs - span.fromUs, shownAtLeastUs), t)}</span>
            {causeText && <span className="quiet">{causeText(span.cause ?? '')}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
