export { type DiffSide, FrameDiff, type FrameDiffProps } from './frame-diff.tsx';
