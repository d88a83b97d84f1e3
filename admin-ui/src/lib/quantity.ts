// SPDX-License-Identifier: Apache-2.0
// Quantities in words, as the belongings form demands so that nobody can add a stroke later: 1部 → 壹部, 350.5元 → 叁佰伍拾元伍角.
const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿'];

export function numberInWords(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 1e12) return String(value);
  if (value === 0) return '零';
  const sections: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 10_000)) sections.push(rest % 10_000);
  let words = '';
  for (let index = sections.length - 1; index >= 0; index--) {
    const section = sections[index] ?? 0;
    if (section === 0) continue;
    if (words !== '' && (section < 1000 || sections[index + 1] === 0)) words += '零';
    words += sectionInWords(section) + groups[index];
  }
  return words;
}

function sectionInWords(section: number): string {
  let words = '';
  let zero = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(section / 10 ** place) % 10;
    if (digit === 0) {
      zero = words !== '';
      continue;
    }
    words += (zero ? '零' : '') + digits[digit] + places[place];
    zero = false;
  }
  return words;
}

function moneyInWords(whole: number, fraction: string): string {
  const jiao = Number(fraction[0] ?? 0);
  const fen = Number(fraction[1] ?? 0);
  if (jiao === 0 && fen === 0) return `${numberInWords(whole)}元整`;
  const cents = `${jiao > 0 ? `${digits[jiao]}角` : '零'}${fen > 0 ? `${digits[fen]}分` : ''}`;
  return whole === 0 ? cents.replace(/^零/, '') : `${numberInWords(whole)}元${cents}`;
}

/** Turns a leading figure into words and keeps what follows; text without a figure stays as typed. */
export function quantityInWords(text: string): string {
  const typed = text.trim();
  const m = /^(\d{1,12})(?:\.(\d{1,2}))?\s*(.*)$/.exec(typed);
  if (!m) return typed;
  const [, whole = '', fraction = '', unit = ''] = m;
  if (unit === '元' || unit === '人民币元') return moneyInWords(Number(whole), fraction);
  if (fraction !== '') return typed;
  return `${numberInWords(Number(whole))}${unit}`;
}
