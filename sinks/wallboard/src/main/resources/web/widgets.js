// Web components that show one live query. To embed one anywhere:
//   <script type="module" src="http://HOST:8080/widgets.js"></script>
//   <pulso-queue src="http://HOST:8080/" queue="Ventas<-"></pulso-queue>
import './queue-tile.js';
import './agent-list.js';
import './totals.js';
import './figures.js';
import './dialer.js';
export { Live } from './live.js';
