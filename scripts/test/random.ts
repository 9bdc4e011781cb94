/**
 * fast-check as all tests use it: import it from here. One seed counts for a whole run; `npm test` chooses and prints it,
 * and takes the one of `FAST_CHECK_SEED`, so that a run can be had again.
 */
import fc from 'fast-check';

const seed = process.env.FAST_CHECK_SEED;
fc.configureGlobal(seed === undefined ? {} : { seed: Number(seed) });

export default fc;
