import account from './account.en.json';
import booking from './booking.en.json';
import common from './common.en.json';
import find from './find.en.json';
import problems from './problems.en.json';

export default { account, booking, common, find, problems };
