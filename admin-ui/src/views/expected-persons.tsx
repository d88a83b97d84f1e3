// SPDX-License-Identifier: Apache-2.0
// Expected persons on the arrival page: who is booked is chosen, not typed again.
import { Button } from 'antd';
import { useState } from 'react';
import { useBookings } from '../api/queries';
import type { Booking } from '../api/types';
import { SearchBox } from '../components/search-box';
import { useOpened } from '../hooks/use-opened';
import { useText } from '../i18n';
import { BookedPerson, ExpectedAt } from '../pages/bookings';
import { BookedArrivalDialog } from './booking-dialogs';
import { matchesBooking } from './booking-values';
import styles from './expected-persons.module.css';

const most = 4;

export function ExpectedPersons() {
  const { t } = useText();
  const bookings = useBookings('expected');
  const [typed, setTyped] = useState('');
  const { name, about, close } = useOpened();
  const items = bookings.data?.items ?? [];
  if (items.length === 0) return null;
  const found = items.filter((booking) => matchesBooking(booking, typed));
  const arriving = name === 'arrive' ? items.find((one) => one.id === about) : undefined;
  return (
    <section className={`panel ${styles.panel}`} aria-label={t('bookings.expected')}>
      <header>
        <h2>{t('bookings.expected')}</h2>
        <span className="quiet grow">{t('bookings.expectedHint')}</span>
        <SearchBox value={typed} onSearch={setTyped} placeholder={t('bookings.search')} />
      </header>
      <ul className={styles.list}>
        {found.slice(0, most).map((booking) => (
          <ExpectedPerson key={booking.id} booking={booking} />
        ))}
      </ul>
      {found.length === 0 && <p className="quiet">{t('bookings.noMatch')}</p>}
      {found.length > most && (
        <p className="quiet small">{t('bookings.more', { count: found.length - most })}</p>
      )}
      {arriving && <BookedArrivalDialog booking={arriving} onClose={close} />}
    </section>
  );
}

function ExpectedPerson({ booking }: { booking: Booking }) {
  const { t } = useText();
  const { open } = useOpened();
  return (
    <li>
      <ExpectedAt booking={booking} />
      <BookedPerson booking={booking} />
      <span className="ellipsis">
        {booking.caseName} <span className="quiet small">{booking.caseNumber}</span>
      </span>
      <span className="quiet small">{booking.number}</span>
      <Button
        type="primary"
        ghost
        aria-label={`${t('bookings.arrive')} ${booking.name}`}
        onClick={() => open('arrive', booking.id)}
      >
        {t('bookings.arrive')}
      </Button>
    </li>
  );
}
