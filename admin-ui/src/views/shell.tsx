// SPDX-License-Identifier: Apache-2.0
// The frame of every page behind the sign-in: navigation, the centre's clock, the account, and the state of the link.
import { App, Dropdown } from 'antd';
import { useState } from 'react';
import { NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { useApprovals, useBoard } from '../api/queries';
import { useHelp } from '../hooks/use-help';
import { setSingleKeys, useKeys, useSingleKeys } from '../hooks/use-keys';
import { useUnsent } from '../hooks/use-unsent';
import { setLanguage, useText } from '../i18n';
import { useNowUs } from '../lib/now';
import { beijing, beijingClock, beijingDay, utc } from '../lib/time';
import { lock, lockToSwitch } from '../lock';
import { looks, setLook, useLook } from '../look';
import { useUser } from '../session';
import { Bell } from './bell';
import { HelpButton } from './help/help-button';
import { HelpStrip } from './help/help-strip';
import { KeyHelp } from './key-help';
import { LinkBanner } from './link-banner';
import { type MenuPage, useAdminMenu, useMenu } from './menu';
import { PasswordDialog } from './password-dialog';
import { PinDialog } from './pin-dialog';
import { Search } from './search';
import styles from './shell.module.css';
import { UnsentBadge } from './unsent-badge';

export function Shell() {
  const { t } = useText();
  const { can } = useUser();
  const help = useHelp();
  return (
    <div className={styles.shell}>
      <button type="button" className={styles.skip} onClick={() => document.getElementById('main')?.focus()}>
        {t('nav.skip')}
      </button>
      <TopBar onHelp={can.callHelp ? help.press : undefined} />
      <AdminBar />
      <LinkBanner />
      {can.callHelp && <HelpStrip help={help} />}
      <main id="main" tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
    </div>
  );
}

function TopBar({ onHelp }: { onHelp?: () => void }) {
  const { t } = useText();
  const { me } = useUser();
  const { pathname } = useLocation();
  const firstAdmin = useAdminMenu()[0];
  return (
    <header className={styles.bar}>
      <NavLink to="/" className={styles.brand} title={me.centreName}>
        <img src="/mark.svg" width={22} height={22} alt="" />
        <strong>{t('brand')}</strong>
        <span className={`${styles.centre} ellipsis`}>{me.centreName}</span>
      </NavLink>
      <nav className={styles.nav} aria-label={t('nav.main')}>
        {useMenu().map((page) => (
          <MenuLink key={page.to} page={page} />
        ))}
        {firstAdmin && (
          <NavLink to={firstAdmin.to} className={pathname.startsWith('/admin') ? styles.active : undefined}>
            {t('nav.admin')}
          </NavLink>
        )}
      </nav>
      <Search />
      {onHelp && <HelpButton onPress={onHelp} />}
      <Bell />
      <UnsentBadge />
      <CentreClock />
      <Account />
    </header>
  );
}

const activeLink = ({ isActive }: { isActive: boolean }) => (isActive ? styles.active : undefined);

function MenuLink({ page }: { page: MenuPage }) {
  return (
    <NavLink to={page.to} end={page.end} className={activeLink}>
      {page.label}
      {page.to === '/approvals' && <ApprovalsCount />}
      {page.to === '/reviews' && <ReviewCount />}
    </NavLink>
  );
}

function AdminBar() {
  const { t } = useText();
  const { pathname } = useLocation();
  const pages = useAdminMenu();
  if (!pathname.startsWith('/admin')) return null;
  return (
    <nav className={styles.subnav} aria-label={t('nav.admin')}>
      {pages.map((page) => (
        <NavLink key={page.to} to={page.to} className={activeLink}>
          {page.label}
        </NavLink>
      ))}
    </nav>
  );
}

/** For who may decide: how many wait for just them. */
function ApprovalsCount() {
  const approvals = useApprovals('open');
  return <Count of={(approvals.data?.items ?? []).filter((one) => one.mayDecide).length} />;
}

function ReviewCount() {
  const { can } = useUser();
  const board = useBoard(can.seeBoard);
  return <Count of={board.data?.findingsToReview ?? 0} />;
}

function Count({ of }: { of: number }) {
  return of > 0 ? <span className={styles.count}>{of}</span> : null;
}

function CentreClock() {
  const { t } = useText();
  const nowUs = useNowUs();
  return (
    <time className={styles.clock} title={`${beijing(nowUs)} · ${utc(nowUs)}`}>
      <span>{beijingClock(nowUs, true)}</span>
      <span>{beijingDay(nowUs)}</span>
      <span className={`quiet small ${styles.zone}`}>{t('time.beijing')}</span>
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
      type: 'group' as const,
      label: t('look.title'),
      children: looks.map((one) => ({ key: one, label: t(`look.${one}`), onClick: () => setLook(one) })),
    },
    { type: 'divider' as const },
    { key: 'lock', label: `${t('lock.lock')}  Ctrl Shift L`, onClick: () => lock(me.id) },
    { key: 'switch', label: `${t('switch.open')}  Ctrl Shift S`, onClick: () => lockToSwitch(me.id) },
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
      <Dropdown menu={{ items, selectedKeys: [useLook()] }} trigger={['click']} placement="bottomRight">
        <button type="button" className={styles.plain} aria-label={t('user.menu')}>
          {me.name} <span className={`quiet small ${styles.badge}`}>{me.badge}</span> ▾
        </button>
      </Dropdown>
      {dialog === 'password' && <PasswordDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'pin' && <PinDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'help' && <KeyHelp onClose={() => setDialog(undefined)} />}
    </>
  );
}
