// SPDX-License-Identifier: Apache-2.0
// What becomes of an expected person: arrived, with everything booked taken over; or cancelled, with a reason.
import { Input } from 'antd';
import { useNavigate } from 'react-router';
import { call } from '../api/client';
import type { BookedArrival, Booking } from '../api/types';
import { EditDialog } from '../components/edit-dialog';
import { Field } from '../components/field';
import { StaffPicker } from '../components/pickers';
import { TimeField } from '../components/time-field';
import { useText } from '../i18n';
import { serverNowUs } from '../lib/now';
import { usPerMinute } from '../lib/time';
import { hasArrivalPaper } from './basis-fields';

const stale = ['stays', 'rooms'] as const;

interface Props {
  booking: Booking;
  onClose: () => void;
}

export function BookedArrivalDialog({ booking, onClose }: Props) {
  const { t, optional } = useText();
  const navigate = useNavigate();
  return (
    <EditDialog<BookedArrival, BookedArrival>
      act={`booking.${booking.id}.arrival`}
      title={t('bookings.arriveTitle', { number: booking.number, name: booking.name })}
      initial={{
        arrivedAtUs: Math.floor(serverNowUs() / usPerMinute) * usPerMinute,
        broughtBy: [],
      }}
      toBody={({ arrivedAtUs, arrivalPaperUs, broughtBy }) => ({
        arrivedAtUs,
        arrivalPaperUs: arrivalPaperUs ?? undefined,
        broughtBy: broughtBy ?? [],
      })}
      send={(body, key) => call('post', '/bookings/{id}/arrival', { path: { id: booking.id }, body, key })}
      stale={stale}
      submit={t('stay.arrival.submit')}
      done={(receipt) => t('bookings.arrived', { number: receipt.number ?? '' })}
      onDone={(receipt) => void navigate(`/stays/${receipt.id}/steps`)}
      onClose={onClose}
    >
      {() => (
        <>
          <p className="quiet" style={{ gridColumn: 'span 12', marginBottom: 12 }}>
            {t('bookings.arriveHint')}
          </p>
          <Field
            span={6}
            name="arrivedAtUs"
            label={t('stay.arrival.arrivedAt')}
            extra={t('stay.arrival.arrivedHint')}
            rules={[{ required: true, message: t('signIn.required') }]}
          >
            <TimeField />
          </Field>
          {hasArrivalPaper(booking.basis.kind) && (
            <Field span={6} name="arrivalPaperUs" label={optional(t('stay.arrival.arrivalPaper'))}>
              <TimeField clearable />
            </Field>
          )}
          <Field span={12} name="broughtBy" label={optional(t('stay.arrival.broughtBy'))}>
            <StaffPicker mode="multiple" maxCount={8} />
          </Field>
        </>
      )}
    </EditDialog>
  );
}

export function CancelBookingDialog({ booking, onClose }: Props) {
  const { t } = useText();
  return (
    <EditDialog<{ reason: string }, { reason: string }>
      act={`booking.${booking.id}.cancellation`}
      title={t('bookings.cancelTitle', { number: booking.number })}
      initial={{}}
      toBody={({ reason }) => ({ reason: reason.trim() })}
      send={(body, key) =>
        call('post', '/bookings/{id}/cancellation', { path: { id: booking.id }, body, key })
      }
      stale={stale}
      submit={t('bookings.cancel')}
      done={t('bookings.cancelled')}
      width={520}
      keepsDraft
      onClose={onClose}
    >
      {() => (
        <>
          <p className="quiet" style={{ gridColumn: 'span 12', marginBottom: 12 }}>
            {t('bookings.cancelHint')}
          </p>
          <Field
            span={12}
            name="reason"
            label={t('bookings.cancelReason')}
            rules={[{ required: true, whitespace: true, message: t('signIn.required') }]}
          >
            <Input.TextArea autoFocus rows={2} maxLength={500} />
          </Field>
        </>
      )}
    </EditDialog>
  );
}
