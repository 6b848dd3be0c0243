import './styles/base.css';
import { Route, Router } from '@solidjs/router';
import { lazy } from 'solid-js';
import { render } from 'solid-js/web';
import { Shell } from './components/Shell';
import { Markets } from './pages/markets/Markets';
import { NotFound } from './pages/NotFound';
import { readLabels } from './state/names';

const Market = lazy(() => import('./pages/market/Market'));
const Asset = lazy(() => import('./pages/asset/Asset'));
const Pools = lazy(() => import('./pages/pools/Pools'));
const Status = lazy(() => import('./pages/status/Status'));
const Exchange = lazy(() => import('./pages/exchange/Exchange'));
const Account = lazy(() => import('./pages/account/Account'));

void readLabels();

render(
  () => (
    <Router base="/dashboard" root={Shell}>
      <Route path="/" component={Markets} />
      <Route path="/market/:base/:counter" component={Market} />
      <Route path="/asset/:asset" component={Asset} />
      <Route path="/pools" component={Pools} />
      <Route path="/exchange" component={Exchange} />
      <Route path="/status" component={Status} />
      <Route path="/account" component={Account} />
      <Route path="*" component={NotFound} />
    </Router>
  ),
  document.getElementById('root') as HTMLElement,
);
