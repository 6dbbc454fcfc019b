using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>y = f(x), element for element.</summary>
internal sealed unsafe class ElementwiseStep<TFormula, T>(nint width, int simdBits, TFormula formula) : ForwardStep<T>(width, width)
    where TFormula : struct, IUnaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Run(T* packed, T* x, nint xRow, T* y, nint yRow, nint rows, nint firstPart, nint endPart)
    {
        bool together = xRow == Inputs && yRow == Outputs;
        (nint runs, nint length) = together ? (1, rows * Inputs) : (rows, Inputs);
        for (nint i = 0; i < runs; i++)
        {
            var row = new LaneRange<MapLoop<TFormula, CachedStore, T>, T>(new(x + (i * xRow), y + (i * yRow), formula), simdBits);
            row.Run(0, length);
        }
    }
}

/// <summary>y = exp(x - max) / Σ exp(x - max), row for row.</summary>
internal sealed unsafe class SoftmaxStep<T>(nint width, int simdBits) : ForwardStep<T>(width, width) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool NeedsRowsTogether => true;

    public override void Run(T* packed, T* x, nint xRow, T* y, nint yRow, nint rows, nint firstPart, nint endPart)
    {
        if (xRow != Inputs || yRow != Outputs)
        {
            for (nint i = 0; i < rows; i++) Run(x + (i * xRow), y + (i * yRow), 1);
        }
        else
        {
            Run(x, y, rows);
        }
    }

    private void Run(T* x, T* y, nint rows)
    {
        var loop = new LaneRange<SoftmaxLoop<T>, T>(new(x, y, Inputs), simdBits);
        loop.Run(0, rows);
    }
}
