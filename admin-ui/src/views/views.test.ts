// SPDX-License-Identifier: Apache-2.0
// What the pages decide for themselves: selection by number, usual choices, comparison of counts, steps to show.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RoomProposal, StayDetail, Tile } from '../api/types';
import type { useText } from '../i18n';
import { zh } from '../messages/zh';
import { reasonText } from '../pages/admin-audit';
import { stepToShow } from '../pages/steps';
import { columnsFor } from '../pages/wall';
import { arrivalBody, usualBasis, usualRole } from './arrival-values';
import { basesFor, basisOf } from './basis-fields';
import { findByDigits } from './board-keys';
import { groundsFor, limitsFor, nextLimit, usualApprover } from './extension-grounds';
import { fewer, stepPath } from './player/count-band';
import { commonNotices } from './proposal-field';
import { marksByKey } from './questioning/marks-by-key';
import { compare } from './questioning/observed-panel';
import { decisionsFor } from './steps/decide';
import { wordsOfDetail } from './timeline-words';

test('digits select the newest stay with that ending', () => {
  const tiles = [{ number: '20261123-07' }, { number: '20261124-07' }, { number: '20261124-17' }] as Tile[];
  expect(findByDigits(tiles, '7')?.number).toBe('20261124-07');
  expect(findByDigits(tiles, '17')?.number).toBe('20261124-17');
  expect(findByDigits(tiles, '3')).toBeUndefined();
});

test('a case brings its usual role and way of arrival', () => {
  expect(usualRole('suspect', 'administrative')).toBe('offender');
  expect(usualRole('witness', 'criminal')).toBe('witness');
  expect(usualBasis('offender', 'administrative')).toBe('administrative_summons');
  expect(usualBasis('victim', 'criminal')).toBe('voluntary');
});

test('the arrival leaves out what was not typed', () => {
  const body = arrivalBody({
    idType: 'none',
    idNumber: '123',
    name: ' 甲 ',
    sex: 'F',
    flags: [],
    caseId: 'c',
    unitId: 'u',
    role: 'suspect',
    basisKind: 'surrendered',
    arrivedAtUs: 1,
    broughtBy: [],
    address: '  ',
  });
  expect(body.identity).toEqual({ name: '甲', idType: 'none' });
  expect(body.basis).toEqual({ kind: 'surrendered', oral: false });
  expect(body.facts).toEqual({ sex: 'F', identityUnknown: false, flags: [] });
});

test('decisions and grounds fit the kind of case', () => {
  expect(decisionsFor({ role: 'witness', caseKind: 'criminal' })).toEqual(['leaves_freely']);
  expect(decisionsFor({ role: 'suspect', caseKind: 'criminal' })).toContain('criminal_detention');
  expect(decisionsFor({ role: 'offender', caseKind: 'administrative' })).not.toContain('bail');
  expect(groundsFor('administrative', 12)).toEqual(['many_persons', 'identity_unknown']);
  expect(groundsFor('criminal', 24)).toEqual(['serious_or_complex', 'detain_or_arrest']);
});

test('continued questioning is extended to 24 and 48 hours on grounds of its own, by the bureau', () => {
  expect(limitsFor('administrative', 'continued_questioning')).toEqual([24, 48]);
  expect(groundsFor('administrative', 24, 'continued_questioning')).toEqual(['suspicion_open']);
  expect(groundsFor('administrative', 48, 'continued_questioning')).toEqual(['identity_hidden']);
  expect(nextLimit([24, 48], 24)).toBe(48);
  expect(usualApprover('continued_questioning')).toBe('bureau_head');
  expect(usualApprover('criminal_summons')).toBe('unit_head');
});

test('a legal basis fits the kind of case, and only a paper has a number', () => {
  expect(basesFor('administrative')).not.toContain('detention');
  expect(basesFor('criminal')).not.toContain('administrative_summons');
  expect(basesFor(undefined)).toHaveLength(7);
  expect(basisOf({ basisKind: 'detention', oral: true, documentNumber: ' 7 ' })).toEqual({
    kind: 'detention',
    oral: false,
    documentNumber: '7',
  });
  expect(basisOf({ basisKind: 'criminal_summons', oral: true, documentNumber: '7' })).toEqual({
    kind: 'criminal_summons',
    oral: true,
  });
});

test('counts are compared in words', () => {
  const observed = { persons: 2, sinceUs: 0, confidenceMilli: 900, expected: 3, watching: true };
  expect(compare(observed)).toEqual({ tone: 'soon', words: { key: 'fewer', count: 1 } });
  expect(compare({ ...observed, persons: 3 }).tone).toBe('ok');
  expect(compare({ ...observed, persons: -1 }).words.key).toBe('abstains');
  expect(compare({ ...observed, watching: false }).words.key).toBe('notWatching');
});

test('the break key ends a running break', () => {
  expect(marksByKey(false).B).toBe('break_start');
  expect(marksByKey(true).B).toBe('break_end');
});

describe('the step shown', () => {
  const detail = {
    steps: [{ step: 'register' }, { step: 'depart' }],
    tile: { nextSteps: ['care', 'register'] },
  } as unknown as StayDetail;
  test('is the one of the address, else the next one', () => {
    expect(stepToShow(detail, 'depart')).toBe('depart');
    expect(stepToShow(detail, undefined)).toBe('register');
    expect(stepToShow(detail, 'nonsense')).toBe('register');
  });
});

test('the wall takes as few columns as needed', () => {
  expect([1, 8, 9, 20, 50].map(columnsFor)).toEqual([2, 2, 3, 4, 6]);
});

describe('the band of counts', () => {
  const span = { fromUs: 0, toUs: 100 };
  const seen = [
    { fromUs: 0, persons: 3 },
    { fromUs: 40, persons: 2 },
    { fromUs: 60, persons: -1 },
    { fromUs: 70, persons: 3 },
  ];
  test('shades where fewer are seen than expected', () => {
    expect(fewer(seen, [{ fromUs: 0, persons: 3 }], span)).toEqual([{ fromUs: 40, toUs: 60 }]);
  });
  test('interrupts the line where the check abstains', () => {
    expect(
      stepPath(
        seen,
        span,
        (us) => us,
        (n) => n,
      ),
    ).toBe('M0 3H40V2H60M70 3H100');
  });
});

describe('the audit log', () => {
  test('offers every action that the centre writes, in the same words', () => {
    const centre = JSON.parse(readFileSync('../center/app/messages/zh.json', 'utf8')) as Record<
      string,
      string
    >;
    const written = Object.entries(centre).filter(([key]) => key.startsWith('audit.'));
    expect(Object.fromEntries(written.map(([key, text]) => [key.slice('audit.'.length), text]))).toEqual(
      zh.adminPages.audit.actions,
    );
  });
  test('says in words why a camera was looked at, and leaves what people wrote alone', () => {
    const t = ((key: string) => key.split('.').at(-1)) as unknown as ReturnType<typeof useText>['t'];
    expect(reasonText(t, 'playback:review')).toBe('playback · review');
    expect(reasonText(t, 'live')).toBe('live');
    expect(reasonText(t, 'live: 补看一段')).toBe('live: 补看一段');
    expect(reasonText(t, undefined)).toBe('');
  });
});

test('what the rules say against every proposed room is told once', () => {
  const proposal = (...rules: string[]) =>
    ({ notices: rules.map((rule) => ({ rule, text: rule })) }) as RoomProposal;
  const said = (items: RoomProposal[]) => commonNotices(items).map((notice) => notice.rule);
  expect(said([proposal('ENTR-06'), proposal('ENTR-06', 'WAIT-01')])).toEqual(['ENTR-06']);
  expect(said([proposal('ENTR-06'), proposal('WAIT-01')])).toEqual([]);
  expect(said([proposal('WAIT-01')])).toEqual([]);
});

test('words of the contract on the timeline are told in words of the page', () => {
  const words = (label: string, value: string, language: 'zh' | 'en' = 'zh') =>
    wordsOfDetail({ label, labelEn: label, value }, {
      t: (key: string) => key,
      language,
      pick: (chinese: string) => chinese,
    } as unknown as ReturnType<typeof useText>);
  expect(words('decision', 'bail').value).toBe('取保候审');
  expect(words('kind', 'meal')).toEqual({ label: '', value: '饮食' });
  expect(words('destination', 'home', 'en').value).toBe('Home');
  expect(words('decision', 'not_known_yet').value).toBe('not_known_yet');
  expect(words('说明', 'bail')).toEqual({ label: '说明', value: 'bail' });
});
