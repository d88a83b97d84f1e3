// SPDX-License-Identifier: Apache-2.0
// All single-key shortcuts on one card.
import { Modal } from 'antd';
import { useText } from '../i18n';

const groups = [
  { title: 'everywhere', keys: ['callHelp', 'search', 'lock', 'switchUser'] },
  {
    title: 'board',
    keys: ['digits', 'arrows', 'enter', 'n', 'p', 'g', 'careKeys', 'requestKeys', 'formKeys', 'more', 'esc'],
  },
  { title: 'stay', keys: ['records', 'ownRecord'] },
  { title: 'questioning', keys: ['marks', 'sound', 'transcript'] },
  { title: 'review', keys: ['verdicts', 'next', 'claim'] },
  { title: 'observations', keys: ['seenStep', 'seenPlay', 'verdicts', 'seenNote'] },
  { title: 'player', keys: ['space', 'jump', 'frame', 'jkl', 'speed', 'toMark', 'toFinding', 'sound'] },
  { title: 'live', keys: ['hear', 'enlarge'] },
] as const;

const shown: Record<(typeof groups)[number]['keys'][number], string[]> = {
  callHelp: ['Ctrl', 'Shift', 'H'],
  search: ['Ctrl', 'K'],
  lock: ['Ctrl', 'Shift', 'L'],
  switchUser: ['Ctrl', 'Shift', 'S'],
  digits: ['0', '7'],
  arrows: ['←', '↑', '→', '↓'],
  enter: ['Enter'],
  n: ['N'],
  records: ['A'],
  ownRecord: ['O'],
  p: ['P'],
  g: ['G'],
  careKeys: ['M', 'W', 'T', 'R', 'D', 'C'],
  requestKeys: ['L', 'H'],
  formKeys: ['K', 'Q', 'V', 'S', 'X', 'F', 'B', 'I'],
  more: ['A'],
  esc: ['Esc'],
  marks: ['M', 'E', 'G', 'S', 'B'],
  sound: ['V'],
  transcript: ['T'],
  verdicts: ['1', '2', '3'],
  next: ['N'],
  space: ['Space'],
  jump: ['←', '→'],
  frame: ['Shift', '←', '→'],
  jkl: ['J', 'K', 'L'],
  speed: ['[', ']'],
  toMark: ['M'],
  toFinding: ['F'],
  hear: ['1', '9'],
  enlarge: ['Enter'],
  claim: ['Home'],
  seenStep: ['J', 'K'],
  seenPlay: ['Enter'],
  seenNote: ['N'],
};

export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  return (
    <Modal open title={t('user.help')} footer={null} onCancel={onClose} width={640}>
      <div className="stack">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 style={{ marginBottom: 4 }}>{t(`board.help.title.${group.title}`)}</h3>
            <dl className="facts">
              {group.keys.map((key) => (
                <div key={key} style={{ display: 'contents' }}>
                  <dt className="row" style={{ gap: 4, minWidth: 160 }}>
                    {shown[key].map((cap) => (
                      <kbd key={cap}>{cap}</kbd>
                    ))}
                  </dt>
                  <dd>{t(`board.help.${key}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <p className="quiet small">{t('board.help.off')}</p>
      </div>
    </Modal>
  );
}
