using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>
/// Steps one after another over blocks of rows: a block passes through all steps while its activations are in the caches, in two buffers that the
/// steps take turns with. Nothing is allocated; each thread has its own buffers. Rows go to the threads in blocks; a few rows of a large
/// network go to all of them, part by part of each step.
/// </summary>
internal sealed unsafe class ForwardPlan<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // four of the largest micro-kernels: more rows use the packed weights no better
    private const int MaxBlockRows = 48;

    // multiply-adds of a step that several threads share: a helper must first wake
    private const long SharedStep = 128 << 10;

    // rows that take a wake-up of a helper for SharedStep alone: with more, a step is worth sharing as a product is
    private const int FewRows = 16;

    // rows of a block, at least, two of the largest micro-kernels: with fewer, each weight is read for too few, and the threads share the steps
    private const int MinBlockRows = 24;

    // so that a thread that another program slows leaves blocks to the others
    private const int BlocksPerThread = 4;

    private readonly CpuBackend _cpu;
    private readonly ForwardStep<T>[] _steps;
    private readonly nint[] _offsets;
    private readonly nint[] _strides;
    private readonly nint _bufferWidth;
    private readonly nint _blockRows;
    private readonly double _work;

    /// <param name="cpu">The device.</param>
    /// <param name="steps">At least one; each takes what the one before gives.</param>
    /// <param name="blockRows">Rows at a time; null for as many as the caches hold.</param>
    public ForwardPlan(CpuBackend cpu, ForwardStep<T>[] steps, int? blockRows)
    {
        (_cpu, _steps) = (cpu, steps);
        _offsets = new nint[steps.Length];
        _strides = new nint[steps.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            _offsets[i] = PackedLength;
            PackedLength += steps[i].PackedLength;
            _work += steps[i].Work;
            bool isLast = i == steps.Length - 1;
            _strides[i] = isLast || steps[i + 1].NeedsRowsTogether ? steps[i].Outputs : steps[i].PaddedOutputs;
            if (!isLast) _bufferWidth = Math.Max(_bufferWidth, _strides[i]);
        }

        // both buffers in a quarter of the second cache: the weights pass through the rest
        nint cached = CacheSizes.Level2 / 8 / (Math.Max(1, _bufferWidth) * sizeof(T)) / 12 * 12;
        _blockRows = blockRows ?? Math.Clamp(cached, 12, MaxBlockRows);
    }

    /// <summary>Elements of all packed parameters.</summary>
    public nint PackedLength { get; }

    /// <summary>Elements of an input row.</summary>
    public nint Inputs => _steps[0].Inputs;

    /// <summary>Elements of an output row.</summary>
    public nint Outputs => _steps[^1].Outputs;

    /// <summary>Copies the parameters of a <see cref="DenseStep{T}"/> to their place.</summary>
    public void Pack(int step, T* weight, T* bias, T* packed) => ((DenseStep<T>)_steps[step]).Pack(weight, bias, packed + _offsets[step]);

    /// <summary>Computes rows that follow each other without a gap; x and y do not overlap.</summary>
    public void Run(T* packed, T* x, T* y, nint rows)
    {
        var workers = _cpu.Workers;
        bool isShared = workers.Threads > 1 && rows * _work >= (rows < FewRows ? SharedStep : workers.SharedProduct);
        if (rows <= _blockRows && (!isShared || rows < MinBlockRows * 2))
        {
            RunBlock(packed, x, y, rows, isShared);
            return;
        }

        nint blocks = ((rows - 1) / _blockRows) + 1;
        if (isShared) blocks = Math.Max(blocks, Math.Min(rows / MinBlockRows, workers.Threads * BlocksPerThread));
        var work = new RowBlocks(this, packed, x, y, rows, blocks);
        if (isShared) workers.For(blocks, 1, ref work);
        else work.Run(0, blocks);
    }

    private void RunBlock(T* packed, T* x, T* y, nint rows, bool isShared)
    {
        nint length = rows * _bufferWidth;
        var scratch = GemmScratch.Rent(2 * GemmScratch.BytesFor<T>(length));
        T* even = scratch.Take<T>(length), odd = scratch.Take<T>(length);
        nint xRow = Inputs;
        for (int i = 0; i < _steps.Length; i++)
        {
            var step = _steps[i];
            T* to = i == _steps.Length - 1 ? y : i % 2 == 0 ? even : odd;
            nint parts = step.Parts, together = step.PartsTogether(rows);
            if (isShared && parts > together && rows * step.Work >= SharedStep)
            {
                var work = new StepParts(step, packed + _offsets[i], x, xRow, to, _strides[i], rows);
                _cpu.Workers.For(parts, together, ref work);
            }
            else
            {
                step.Run(packed + _offsets[i], x, xRow, to, _strides[i], rows, 0, parts);
            }

            x = to;
            xRow = _strides[i];
        }

        GC.KeepAlive(scratch);
    }

    /// <summary>Blocks of rows; an item is a block.</summary>
    private readonly struct RowBlocks(ForwardPlan<T> plan, T* packed, T* x, T* y, nint rows, nint blocks) : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            (nint least, nint longer) = Math.DivRem(rows, blocks);
            for (nint block = start; block < end; block++)
            {
                nint first = (block * least) + Math.Min(block, longer), count = block < longer ? least + 1 : least;
                plan.RunBlock(packed, x + (first * plan.Inputs), y + (first * plan.Outputs), count, isShared: false);
            }
        }
    }

    /// <summary>Parts of one step; an item is a part.</summary>
    private readonly struct StepParts(ForwardStep<T> step, T* packed, T* x, nint xRow, T* y, nint yRow, nint rows) : IRangeWork
    {
        public void Run(nint start, nint end) => step.Run(packed, x, xRow, y, yRow, rows, start, end);
    }
}
