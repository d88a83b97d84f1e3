// SPDX-License-Identifier: Apache-2.0
// Which address shows which page. Addresses live behind the hash, as the one-time invitation link does.
import { Skeleton } from 'antd';
import { type ComponentType, lazy, Suspense } from 'react';
import { createHashRouter, Navigate, Outlet } from 'react-router';
import { homeOf } from './abilities';
import { Gate } from './pages/gate';
import { PageFailed, PageMissing } from './pages/page-failed';
import { useUser } from './session';
import { Shell } from './views/shell';

function page<K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K) {
  const Page = lazy(async (): Promise<{ default: ComponentType }> => ({ default: (await load())[name] }));
  return (
    <Suspense
      fallback={
        <div className="page">
          <Skeleton active />
        </div>
      }
    >
      <Page />
    </Suspense>
  );
}

function Home() {
  const { can } = useUser();
  return <Navigate to={homeOf(can)} replace />;
}

export const router = createHashRouter([
  { path: '/invite/:token', element: page(() => import('./pages/invite'), 'InvitePage') },
  { path: '/panel', element: page(() => import('./pages/panel'), 'PanelPage'), errorElement: <PageFailed /> },
  {
    element: (
      <Gate>
        <Outlet />
      </Gate>
    ),
    errorElement: <PageFailed />,
    children: [
      { path: '/wall', element: page(() => import('./pages/wall'), 'WallPage') },
      { path: '/display/:room', element: page(() => import('./pages/display'), 'DisplayPage') },
      {
        element: <Shell />,
        errorElement: <PageFailed />,
        children: [
          { path: '/', element: <Home /> },
          { path: '/board', element: page(() => import('./pages/board'), 'BoardPage') },
          { path: '/approvals', element: page(() => import('./pages/approvals'), 'ApprovalsPage') },
          { path: '/round', element: page(() => import('./pages/round'), 'RoundPage') },
          { path: '/handover', element: page(() => import('./pages/handover'), 'HandoverPage') },
          { path: '/outage', element: page(() => import('./pages/outage'), 'OutagePage') },
          { path: '/bookings', element: page(() => import('./pages/bookings'), 'BookingsPage') },
          { path: '/bookings/new', element: page(() => import('./pages/booking'), 'BookingPage') },
          { path: '/stays', element: page(() => import('./pages/history'), 'HistoryPage') },
          { path: '/stays/new', element: page(() => import('./pages/arrival'), 'ArrivalPage') },
          { path: '/stays/:id', element: page(() => import('./pages/stay'), 'StayPage') },
          { path: '/stays/:id/steps/:step?', element: page(() => import('./pages/steps'), 'StepsPage') },
          { path: '/questionings', element: page(() => import('./pages/questionings'), 'QuestioningsPage') },
          {
            path: '/questionings/:id',
            element: page(() => import('./pages/questioning'), 'QuestioningPage'),
          },
          {
            path: '/questionings/:id/certificate',
            element: page(() => import('./pages/certificate'), 'CertificatePage'),
          },
          {
            path: '/questionings/:id/transcript',
            element: page(() => import('./pages/transcript'), 'TranscriptPage'),
          },
          {
            path: '/questionings/:id/transcript/review',
            element: page(() => import('./pages/transcript-review'), 'TranscriptReviewPage'),
          },
          { path: '/live', element: page(() => import('./pages/live'), 'LivePage') },
          { path: '/playback', element: page(() => import('./pages/playback'), 'PlaybackPage') },
          { path: '/practice', element: page(() => import('./pages/practice'), 'PracticePage') },
          { path: '/reviews', element: page(() => import('./pages/reviews'), 'ReviewsPage') },
          { path: '/liveness', element: page(() => import('./pages/liveness'), 'LivenessPage') },
          { path: '/observations', element: page(() => import('./pages/observations'), 'ObservationsPage') },
          { path: '/watching/quality', element: page(() => import('./pages/quality'), 'QualityPage') },
          { path: '/reviews/:id', element: page(() => import('./pages/review'), 'ReviewPage') },
          { path: '/admin/staff', element: page(() => import('./pages/admin-staff'), 'StaffPage') },
          { path: '/admin/units', element: page(() => import('./pages/admin-units'), 'UnitsPage') },
          { path: '/admin/rooms', element: page(() => import('./pages/admin-rooms'), 'RoomsPage') },
          { path: '/admin/cameras', element: page(() => import('./pages/admin-cameras'), 'CamerasPage') },
          {
            path: '/admin/cameras/:id/watching',
            element: page(() => import('./pages/camera-watching'), 'CameraWatchingPage'),
          },
          {
            path: '/admin/cameras/:id/staged',
            element: page(() => import('./pages/staged-acts'), 'StagedActsPage'),
          },
          { path: '/admin/checks', element: page(() => import('./pages/admin-checks'), 'ChecksPage') },
          { path: '/admin/storage', element: page(() => import('./pages/admin-storage'), 'StoragePage') },
          { path: '/admin/rules', element: page(() => import('./pages/admin-rules'), 'RulesPage') },
          { path: '/admin/access', element: page(() => import('./pages/admin-access'), 'AccessPage') },
          { path: '/admin/audit', element: page(() => import('./pages/admin-audit'), 'AuditPage') },
          { path: '/admin/log', element: page(() => import('./pages/admin-log'), 'LogPage') },
          {
            path: '/admin/recipients',
            element: page(() => import('./pages/admin-recipients'), 'RecipientsPage'),
          },
          { path: '/admin/system', element: page(() => import('./pages/admin-system'), 'SystemPage') },
          { path: '*', element: <PageMissing /> },
        ],
      },
    ],
  },
]);
