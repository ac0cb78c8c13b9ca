/** Registers of the audio codec; the design is the bench's own, described in docs/audio-codec.md. */
import { definePeripheral, field, flag } from '../register/define';

const CONTROL = 'Control', INTERRUPTS = 'Interrupts', TIME = 'Time', DATA = 'Data', POSITION = 'Position and limits', SHARED = 'Request lines';

export const AUDIO_CODEC = definePeripheral({
  name: 'CODEC',
  title: 'Audio codec',
  manual: 'docs/audio-codec.md',
  bytes: 0x1000,
  width: 4,
  registers: {
    CTRL: {
      title: 'Control', offset: 0x00, access: 'rw', reset: 0, section: CONTROL,
      fields: {
        TX_EN: flag(0, 'Frames are played'), RX_EN: flag(1, 'Frames are recorded'), TX_DMA: flag(2, 'Requests for frames to play'), RX_DMA: flag(3, 'Requests for recorded frames'),
        TX_LIMITED: flag(4, 'Asks for no frame beyond TX_LIMIT'), RX_LIMITED: flag(5, 'Hands out no frame beyond RX_LIMIT'), LOOP: flag(6, 'What is played is recorded, else a test tone'), DRAIN: flag(7, 'Stops playing, without an underrun, when the FIFO is empty'), CLEAR: flag(8, 'Empties the FIFOs and sets all counters and limits to 0', { access: 'trigger' }),
      },
    },
    STATUS: { title: 'Levels', offset: 0x04, access: 'ro', reset: 0, section: CONTROL, fields: { TX_LEVEL: field(7, 0, 'Frames to be played', { shown: 'decimal' }), RX_LEVEL: field(15, 8, 'Frames recorded and not read', { shown: 'decimal' }), TX_DRY: flag(16, 'Plays silence: the FIFO is empty'), RX_FULL: flag(17, 'Loses frames: the FIFO is full'), RX_DENIED: flag(18, 'The request line is in use by the sampler: see RX_DMA') } },
    INT_STATUS: { title: 'Interrupts', offset: 0x08, access: 'w1c', reset: 0, section: INTERRUPTS, fields: { TX_PERIOD: flag(0, 'A period was played'), RX_PERIOD: flag(1, 'A period was recorded'), TX_UNDERRUN: flag(2, 'A frame was to be played, and there was none'), RX_OVERRUN: flag(3, 'A recorded frame found no place'), TX_DRAINED: flag(4, 'Playing has stopped: see DRAIN'), DATA_ERROR: flag(5, 'TX_DATA was written with no place, or RX_DATA read with nothing recorded') } },
    INT_ENABLE: { title: 'Interrupts that reach the processor', offset: 0x0c, access: 'rw', reset: 0, section: INTERRUPTS, fields: { TX_PERIOD: flag(0, 'A period was played'), RX_PERIOD: flag(1, 'A period was recorded'), TX_UNDERRUN: flag(2, 'Underrun'), RX_OVERRUN: flag(3, 'Overrun'), TX_DRAINED: flag(4, 'Playing has stopped'), DATA_ERROR: flag(5, 'Data lost at the FIFO') } },
    CLOCK: { title: 'Sample clock: cycles of the bus clock in a frame', offset: 0x10, access: 'rw', reset: 4630, section: TIME, fields: { DIVIDER: field(23, 0, 'Cycles of a frame', { shown: 'decimal' }) } },
    PERIOD: { title: 'Frames of a period; 0 = no period interrupts', offset: 0x14, access: 'rw', reset: 0, section: TIME, fields: { FRAMES: field(23, 0, 'Frames', { shown: 'decimal' }) } },
    WATERMARK: { title: 'Frames of a burst request', offset: 0x18, access: 'rw', reset: 0x0404, section: SHARED, fields: { TX: field(7, 0, 'So many free places make a burst request', { shown: 'decimal' }), RX: field(15, 8, 'So many recorded frames make a burst request', { shown: 'decimal' }) } },
    TX_DATA: { title: 'A frame to be played', offset: 0x20, access: 'wo', reset: 0, section: DATA, fields: { LEFT: field(15, 0, 'Left sample'), RIGHT: field(31, 16, 'Right sample') } },
    RX_DATA: { title: 'The oldest recorded frame', offset: 0x24, access: 'ro', reset: 0, section: DATA, fields: { LEFT: field(15, 0, 'Left sample'), RIGHT: field(31, 16, 'Right sample') } },
    TX_POSITION: { title: 'Frames played', offset: 0x30, access: 'ro', reset: 0, section: POSITION, fields: { FRAMES: field(31, 0, 'Frames', { shown: 'decimal' }) } },
    TX_FETCHED: { title: 'Frames that came into the FIFO', offset: 0x34, access: 'ro', reset: 0, section: POSITION, fields: { FRAMES: field(31, 0, 'Frames', { shown: 'decimal' }) } },
    TX_LIMIT: { title: 'Frames that the driver has made ready', offset: 0x38, access: 'rw', reset: 0, section: POSITION, fields: { FRAMES: field(31, 0, 'Frames', { shown: 'decimal' }) } },
    TX_LOST: { title: 'Frames of silence in place of data', offset: 0x3c, access: 'ro', reset: 0, section: POSITION, fields: { FRAMES: field(31, 0, 'Frames', { shown: 'decimal' }) } },
    TX_SUM: { title: 'Sum of the frames played', offset: 0x40, access: 'ro', reset: 0, section: POSITION },
    TX_PERIODS: { title: 'Periods played', offset: 0x44, access: 'ro', reset: 0, section: POSITION, fields: { PERIODS: field(31, 0, 'Periods', { shown: 'decimal' }) } },
    RX_POSITION: { title: 'Frames recorded', offset: 0x50, access: 'ro', reset: 0, section: POSITION, fields: { FRAMES: field(31, 0, 'Frames', { shown: 'decimal' }) } },
    RX_FETCHED: { title: 'Frames read out of the FIFO', offset: 0x54, access: 'ro', reset: 0, section: POSITION, fields: { FRAMES: field(31, 0, 'Frames', { shown: 'decimal' }) } },
    RX_LIMIT: { title: 'Frames for which the driver has room', offset: 0x58, access: 'rw', reset: 0, section: POSITION, fields: { FRAMES: field(31, 0, 'Frames', { shown: 'decimal' }) } },
    RX_LOST: { title: 'Recorded frames that were lost', offset: 0x5c, access: 'ro', reset: 0, section: POSITION, fields: { FRAMES: field(31, 0, 'Frames', { shown: 'decimal' }) } },
    RX_PERIODS: { title: 'Periods recorded', offset: 0x60, access: 'ro', reset: 0, section: POSITION, fields: { PERIODS: field(31, 0, 'Periods', { shown: 'decimal' }) } },
  },
});

export const CODEC_CTRL = { TX_EN: 1, RX_EN: 2, TX_DMA: 4, RX_DMA: 8, TX_LIMITED: 16, RX_LIMITED: 32, LOOP: 64, DRAIN: 128, CLEAR: 256 } as const;
export const CODEC_INT = { TX_PERIOD: 1, RX_PERIOD: 2, TX_UNDERRUN: 4, RX_OVERRUN: 8, TX_DRAINED: 16, DATA_ERROR: 32 } as const;
