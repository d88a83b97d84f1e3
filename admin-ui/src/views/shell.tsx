// SPDX-License-Identifier: Apache-2.0
// The frame of every page behind the sign-in: navigation, the centre's clock, the account, and the state of the link.
import { App, Dropdown } from 'antd';
import { useState } from 'react';
import { NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { useApprovals, useBoard } from '../api/queries';
import { setSingleKeys, useKeys, useSingleKeys } from '../hooks/use-keys';
import { useUnsent } from '../hooks/use-unsent';
import { setLanguage, useText } from '../i18n';
import { useNowUs } from '../lib/now';
import { beijing, utc } from '../lib/time';
import { useUser } from '../session';
import { KeyHelp } from './key-help';
import { LinkBanner } from './link-banner';
import { PasswordDialog } from './password-dialog';
import { PinDialog } from './pin-dialog';
import styles from './shell.module.css';
import { UnsentBadge } from './unsent-badge';

export function Shell() {
  const { t } = useText();
  return (
    <div className={styles.shell}>
      <button type="button" className={styles.skip} onClick={() => document.getElementById('main')?.focus()}>
        {t('nav.skip')}
      </button>
      <TopBar />
      <AdminBar />
      <LinkBanner />
      <main id="main" tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
    </div>
  );
}

const adminPages = ['staff', 'units', 'rooms', 'cameras', 'rules', 'audit', 'system'] as const;

function TopBar() {
  const { t } = useText();
  const { me, can } = useUser();
  const { pathname } = useLocation();
  const link = ({ isActive }: { isActive: boolean }) => (isActive ? styles.active : undefined);
  const visible = useAdminPages();
  const firstAdmin = visible[0];
  return (
    <header className={styles.bar}>
      <NavLink to="/" className={styles.brand} title={me.centreName}>
        <img src="/mark.svg" width={22} height={22} alt="" />
        <strong>{t('brand')}</strong>
        <span className={`${styles.centre} ellipsis`}>{me.centreName}</span>
      </NavLink>
      <nav className={styles.nav} aria-label={t('nav.main')}>
        {can.seeBoard && (
          <NavLink to="/board" className={link}>
            {t('nav.board')}
          </NavLink>
        )}
        {can.care && (
          <NavLink to="/round" className={link}>
            {t('round.nav')}
          </NavLink>
        )}
        {(can.leadStay || can.question) && (
          <NavLink to="/bookings" className={link}>
            {t('bookings.nav')}
          </NavLink>
        )}
        {can.leadStay && (
          <NavLink to="/handover" className={link}>
            {t('handover.nav')}
          </NavLink>
        )}
        {(can.approveExtension || can.reviewLegality) && <ApprovalsLink className={link} />}
        {(can.question || can.seeLive) && (
          <NavLink to="/questionings" className={link}>
            {t('nav.questionings')}
          </NavLink>
        )}
        {can.review && <ReviewLink className={link} />}
        {can.seeStay && (
          <NavLink to="/stays" end className={link}>
            {t('nav.history')}
          </NavLink>
        )}
        {can.seeWall && (
          <NavLink to="/wall" className={link}>
            {t('nav.wall')}
          </NavLink>
        )}
        {firstAdmin && (
          <NavLink
            to={`/admin/${firstAdmin}`}
            className={pathname.startsWith('/admin') ? styles.active : undefined}
          >
            {t('nav.admin')}
          </NavLink>
        )}
      </nav>
      <UnsentBadge />
      <CentreClock />
      <Account />
    </header>
  );
}

function useAdminPages() {
  const { can } = useUser();
  return adminPages.filter(
    (page) => can.administer || (page === 'rules' && can.confirmRules) || (page === 'audit' && can.seeAudit),
  );
}

function AdminBar() {
  const { t } = useText();
  const { pathname } = useLocation();
  const visible = useAdminPages();
  if (!pathname.startsWith('/admin')) return null;
  return (
    <nav className={styles.subnav} aria-label={t('nav.admin')}>
      {visible.map((page) => (
        <NavLink
          key={page}
          to={`/admin/${page}`}
          className={({ isActive }) => (isActive ? styles.active : undefined)}
        >
          {t(`admin.${page}`)}
        </NavLink>
      ))}
    </nav>
  );
}

interface LinkProps {
  className: (state: { isActive: boolean }) => string | undefined;
}

/** For who may decide: with how many wait for just them. */
function ApprovalsLink({ className }: LinkProps) {
  const { t } = useText();
  const approvals = useApprovals('open');
  const count = (approvals.data?.items ?? []).filter((one) => one.mayDecide).length;
  return (
    <NavLink to="/approvals" className={className}>
      {t('approvals.nav')}
      {count > 0 && <span className={styles.count}>{count}</span>}
    </NavLink>
  );
}

function ReviewLink({ className }: LinkProps) {
  const { t } = useText();
  const { can } = useUser();
  const board = useBoard(can.seeBoard);
  const count = board.data?.findingsToReview ?? 0;
  return (
    <NavLink to="/reviews" className={className}>
      {t('nav.reviews')}
      {count > 0 && <span className={styles.count}>{count}</span>}
    </NavLink>
  );
}

function CentreClock() {
  const { t } = useText();
  const nowUs = useNowUs();
  return (
    <time className={styles.clock} title={utc(nowUs)}>
      <span className="quiet small">{t('time.beijing')}</span> {beijing(nowUs)}
    </time>
  );
}

function Account() {
  const { t, language } = useText();
  const { me, signOut } = useUser();
  const navigate = useNavigate();
  const keysOn = useSingleKeys();
  const { modal } = App.useApp();
  const [dialog, setDialog] = useState<'password' | 'pin' | 'help'>();
  useKeys((key) => {
    if (key !== '?') return false;
    setDialog('help');
    return true;
  });
  const unsent = useUnsent().length;
  const leave = () => {
    const go = () => signOut().then(() => navigate('/'));
    if (unsent === 0) void go();
    else
      modal.confirm({
        title: t('unsent.signOutTitle', { count: unsent }),
        content: t('unsent.signOutHint'),
        okText: t('unsent.signOut'),
        cancelText: t('act.cancel'),
        onOk: go,
      });
  };
  const items = [
    { key: 'password', label: t('user.password'), onClick: () => setDialog('password') },
    { key: 'pin', label: t('transcript.pin.menu'), onClick: () => setDialog('pin') },
    { key: 'help', label: `${t('user.help')}  ?`, onClick: () => setDialog('help') },
    { key: 'keys', label: t(keysOn ? 'user.keysOn' : 'user.keysOff'), onClick: () => setSingleKeys(!keysOn) },
    { type: 'divider' as const },
    {
      key: 'signOut',
      label: t('user.signOut'),
      onClick: leave,
    },
  ];
  return (
    <>
      <button
        type="button"
        className={styles.plain}
        onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        {t('user.language')}
      </button>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <button type="button" className={styles.plain} aria-label={t('user.menu')}>
          {me.name} <span className="quiet small">{me.badge}</span> ▾
        </button>
      </Dropdown>
      {dialog === 'password' && <PasswordDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'pin' && <PinDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'help' && <KeyHelp onClose={() => setDialog(undefined)} />}
    </>
  );
}
