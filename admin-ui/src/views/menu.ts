// SPDX-License-Identifier: Apache-2.0
// The pages of the user's menu, in their order: for the bar above every page and for the search.
import { seesObservations, seesRecipients, seesStorage, setsWatching } from '../abilities';
import { useText } from '../i18n';
import { usePanelMemory } from '../panel/memory';
import { usePracticeHere } from '../practice';
import { useUser } from '../session';

const adminPages = [
  'staff',
  'units',
  'rooms',
  'cameras',
  'checks',
  'storage',
  'rules',
  'access',
  'audit',
  'log',
  'recipients',
  'system',
] as const;

export interface MenuPage {
  to: string;
  label: string;
  /** Only this very address counts as being on the page. */
  end?: boolean;
}

export function useMenu(): MenuPage[] {
  const { t } = useText();
  const { can } = useUser();
  const { room } = usePanelMemory();
  const practice = usePracticeHere();
  const pages: [boolean, MenuPage][] = [
    [can.seeBoard, { to: '/board', label: t('nav.board') }],
    [can.care, { to: '/round', label: t('round.nav') }],
    [can.leadStay || can.question, { to: '/bookings', label: t('bookings.nav') }],
    [can.leadStay, { to: '/handover', label: t('handover.nav') }],
    [can.leadStay, { to: '/outage', label: t('outage.nav') }],
    [can.approveExtension || can.reviewLegality, { to: '/approvals', label: t('approvals.nav') }],
    [can.question || can.seeLive, { to: '/questionings', label: t('nav.questionings') }],
    [can.seeLive, { to: '/live', label: t('nav.live') }],
    [can.seePlayback, { to: '/playback', label: t('nav.playback') }],
    // Only where this browser stands in a room.
    [can.question && room !== undefined, { to: '/panel', label: t('panel.nav') }],
    [can.review, { to: '/reviews', label: t('nav.reviews') }],
    [seesObservations(can), { to: '/observations', label: t('observations.nav') }],
    [can.review, { to: '/watching/quality', label: t('quality.nav') }],
    [can.review, { to: '/liveness', label: t('log.liveness.nav') }],
    [can.seeStay, { to: '/stays', label: t('nav.history'), end: true }],
    [can.seeWall, { to: '/wall', label: t('nav.wall') }],
    [practice, { to: '/practice', label: t('practice.nav') }],
  ];
  return pages.filter(([may]) => may).map(([, page]) => page);
}

export function useAdminMenu(): MenuPage[] {
  const { t } = useText();
  const { can } = useUser();
  return adminPages
    .filter(
      (page) =>
        can.administer ||
        (page === 'storage' && seesStorage(can)) ||
        (page === 'checks' && setsWatching(can)) ||
        (page === 'recipients' && seesRecipients(can)) ||
        (page === 'rules' && can.confirmRules) ||
        ((page === 'audit' || page === 'access' || page === 'log') && can.seeAudit),
    )
    .map((page) => ({ to: `/admin/${page}`, label: t(`admin.${page}`) }));
}
