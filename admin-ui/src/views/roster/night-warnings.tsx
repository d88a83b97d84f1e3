// SPDX-License-Identifier: Apache-2.0
// Who is missing on tonight's roster, and for whom.
import { Link } from 'react-router';
import type { Tonight } from '../../api/types';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';

export function NightWarnings({ warnings }: { warnings: Tonight['warnings'] }) {
  const { t, pick } = useText();
  return (
    <>
      {warnings.map((warning) => (
        <div key={warning.kind} className="strip strip-over" role="alert">
          <ToneMark tone="over">{pick(warning.label, warning.labelEn)}</ToneMark>{' '}
          <span>
            {t('handover.roster.for')}{' '}
            {warning.for.map((person) => (
              <span key={person.number} className="nowrap">
                {person.stayId ? (
                  <Link to={`/stays/${person.stayId}`}>
                    {person.number.split('-').at(-1)} {person.displayName}
                  </Link>
                ) : (
                  `${person.number} ${person.displayName} ${t('handover.roster.expected')}`
                )}{' '}
              </span>
            ))}
          </span>
        </div>
      ))}
    </>
  );
}
