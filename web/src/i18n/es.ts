import account from './account.es.json';
import booking from './booking.es.json';
import common from './common.es.json';
import find from './find.es.json';
import problems from './problems.es.json';

export default { account, booking, common, find, problems };
