// SPDX-License-Identifier: Apache-2.0
// Expected persons and the places that wait for them; one press when they are here.
import { Button, Segmented } from 'antd';
import { useCallback } from 'react';
import { Link } from 'react-router';
import { type BookingState, useBookings } from '../api/queries';
import type { Booking } from '../api/types';
import { type Column, DataTable } from '../components/data-table';
import { Moment } from '../components/moment';
import { SearchBox } from '../components/search-box';
import { ToneMark } from '../components/tone';
import { oneOf, useFilter } from '../hooks/use-filter';
import { useOpened } from '../hooks/use-opened';
import { useText } from '../i18n';
import { useNowUs } from '../lib/now';
import { beijing } from '../lib/time';
import { useUser } from '../session';
import { BookedArrivalDialog, CancelBookingDialog } from '../views/booking-dialogs';
import { matchesBooking } from '../views/booking-values';
import { CaseImportDialog } from '../views/case-import-dialog';

const states = ['expected', 'arrived', 'cancelled'] as const;

export function BookingsPage() {
  const { t } = useText();
  const { can } = useUser();
  const filter = useFilter();
  const { set } = filter;
  const { open } = useOpened();
  const state = oneOf<BookingState>(filter.get('state'), [...states]);
  const q = filter.get('q');
  const bookings = useBookings(state);
  const rows = bookings.data?.items.filter((booking) => matchesBooking(booking, q));
  const onSearch = useCallback((text: string) => set('q', text), [set]);
  const plain = state === 'expected' && q === '';
  return (
    <>
      <DataTable<Booking>
        name="bookings"
        title={t('bookings.title')}
        rows={rows}
        rowKey={(booking) => booking.id}
        columns={useColumns(state)}
        query={bookings}
        note={<Places places={bookings.data?.waitingPlaces} taken={bookings.data?.waitingTaken ?? 0} />}
        filters={
          <>
            <Segmented<BookingState>
              value={state}
              onChange={(value) => set('state', value === 'expected' ? '' : value)}
              options={states.map((value) => ({ value, label: t(`domain.bookingState.${value}`) }))}
            />
            <SearchBox value={q} onSearch={onSearch} placeholder={t('bookings.search')} />
          </>
        }
        action={
          (can.leadStay || can.question) && (
            <>
              <Button onClick={() => open('import')}>{t('papers.import.open')}</Button>
              <Link to="/bookings/new">
                <Button type="primary" tabIndex={-1}>
                  {t('bookings.add')}
                </Button>
              </Link>
            </>
          )
        }
        empty={
          plain
            ? { title: t('bookings.none'), hint: t('bookings.noneHint') }
            : { title: t('bookings.noneOther'), hint: t('list.noneHint') }
        }
      />
      <BookingOpened items={rows ?? []} />
    </>
  );
}

function Places({ places, taken }: { places: number | undefined; taken: number }) {
  const { t } = useText();
  if (places === undefined) return null;
  const free = Math.max(0, places - taken);
  return (
    <p style={{ marginBottom: 12 }}>
      {free > 0 ? (
        <ToneMark tone="ok">{t('bookings.places', { places, taken, free })}</ToneMark>
      ) : (
        <ToneMark tone="over">{t('bookings.full', { places })}</ToneMark>
      )}
    </p>
  );
}

/** The dialog that the address bar names. */
function BookingOpened({ items }: { items: readonly Booking[] }) {
  const { name, about, close } = useOpened();
  if (name === 'import') return <CaseImportDialog onClose={close} />;
  const booking = items.find((one) => one.id === about && one.state === 'expected');
  if (!booking) return null;
  if (name === 'arrive') return <BookedArrivalDialog booking={booking} onClose={close} />;
  if (name === 'cancel') return <CancelBookingDialog booking={booking} onClose={close} />;
  return null;
}

export function BookedPerson({ booking }: { booking: Booking }) {
  const { t } = useText();
  if (booking.name === '') return <span className="quiet">{t('bookings.erased')}</span>;
  return (
    <span className="nowrap">
      <strong>{booking.name}</strong> {booking.sex && t(`domain.sex.${booking.sex}`)}
      {booking.minor && (
        <span className="chip chip-soon" style={{ marginLeft: 6 }}>
          {t('minor')}
        </span>
      )}
    </span>
  );
}

export function ExpectedAt({ booking }: { booking: Booking }) {
  const { t } = useText();
  const nowUs = useNowUs();
  const overdue = booking.state === 'expected' && booking.expectedAtUs < nowUs;
  return (
    <span className="row-wrap">
      <Moment us={booking.expectedAtUs} />
      {overdue && <ToneMark tone="soon">{t('bookings.overdue')}</ToneMark>}
    </span>
  );
}

export function useNeedWords() {
  const { t } = useText();
  return (needs: readonly string[]) =>
    needs.map((need) => t(`domain.need.${need as 'guardian'}`, { defaultValue: need })).join(t('comma'));
}

function useColumns(state: BookingState): Column<Booking>[] {
  const { t } = useText();
  const needs = useNeedWords();
  const columns: Column<Booking>[] = [
    {
      key: 'expectedAt',
      title: t('bookings.expectedAt'),
      render: (_, booking) => <ExpectedAt booking={booking} />,
      text: (booking) => beijing(booking.expectedAtUs),
    },
    {
      key: 'person',
      title: t('bookings.person'),
      render: (_, booking) => <BookedPerson booking={booking} />,
      text: (booking) => booking.name,
    },
    {
      key: 'case',
      title: t('bookings.case'),
      render: (_, booking) => (
        <>
          <div>
            {booking.caseName} <span className="quiet small">{t(`domain.basis.${booking.basis.kind}`)}</span>
          </div>
          <div className="quiet small">{booking.caseNumber}</div>
        </>
      ),
      text: (booking) => `${booking.caseName} ${booking.caseNumber}`,
    },
    {
      key: 'needs',
      title: t('bookings.needs'),
      render: (_, booking) => <span style={{ whiteSpace: 'normal' }}>{needs(booking.needs)}</span>,
      text: (booking) => needs(booking.needs),
    },
    {
      key: 'bookedBy',
      title: t('bookings.bookedBy'),
      render: (_, booking) => (
        <>
          <div>{booking.bookedBy.name}</div>
          <div className="quiet small">
            {booking.unit.name} · {booking.number}
          </div>
        </>
      ),
      text: (booking) => `${booking.bookedBy.name} ${booking.number}`,
    },
  ];
  if (state !== 'cancelled')
    columns.push({ key: 'acts', align: 'right', render: (_, booking) => <RowActs booking={booking} /> });
  return columns;
}

function RowActs({ booking }: { booking: Booking }) {
  const { t } = useText();
  const { can } = useUser();
  const { open } = useOpened();
  if (booking.state === 'arrived' && booking.stayId)
    return <Link to={`/stays/${booking.stayId}`}>{t('bookings.stay')}</Link>;
  return (
    <span className="row" style={{ justifyContent: 'flex-end' }}>
      <Button onClick={() => open('cancel', booking.id)}>{t('bookings.cancel')}</Button>
      {can.leadStay && (
        <Button type="primary" ghost onClick={() => open('arrive', booking.id)}>
          {t('bookings.arrive')}
        </Button>
      )}
    </span>
  );
}
