/** A task module that does not load. */
throw new RangeError('this module is broken');
