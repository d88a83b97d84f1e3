// SPDX-License-Identifier: Apache-2.0
// How good are these checks? Measured figures of the running version, this centre's own, and how much was watched.
import { seesQuality } from '../abilities';
import { useQuality } from '../api/watching';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { useText } from '../i18n';
import { useUser } from '../session';
import { CoverageList } from '../views/quality/coverage';
import { HereFigures } from '../views/quality/here';
import { MeasuredReport } from '../views/quality/report';
import { RunningChecks } from '../views/quality/running';

export function QualityPage() {
  const { t } = useText();
  const { can } = useUser();
  if (!seesQuality(can)) return <Empty title={t('error.notAllowed')} />;
  return (
    <div className="page stack">
      <div className="page-head" style={{ marginBottom: 0 }}>
        <h1>{t('quality.title')}</h1>
        <span className="quiet">{t('quality.about')}</span>
      </div>
      <Quality />
    </div>
  );
}

function Quality() {
  const quality = useQuality();
  return (
    <Loadable query={quality} rows={12}>
      {(data) => (
        <>
          <RunningChecks running={data.running} />
          <MeasuredReport quality={data} />
          <HereFigures here={data.here} />
          <CoverageList coverage={data.coverage} />
        </>
      )}
    </Loadable>
  );
}
