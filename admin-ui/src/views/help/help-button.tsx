// SPDX-License-Identifier: Apache-2.0
// One press, no screen: on every page, and by a chord that nobody types by accident.
import { useChord } from '../../hooks/use-chord';
import { useText } from '../../i18n';
import styles from './help.module.css';

export function HelpButton({ onPress }: { onPress: () => void }) {
  const { t } = useText();
  useChord({ key: 'h', shift: true }, onPress);
  return (
    <button
      type="button"
      className={styles.button}
      title={t('help.buttonTitle')}
      aria-keyshortcuts="Control+Shift+H"
      onClick={onPress}
    >
      <i aria-hidden="true">✚</i> {t('help.button')}
    </button>
  );
}
