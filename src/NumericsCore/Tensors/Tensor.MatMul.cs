using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

public partial class Tensor
{
    /// <summary>
    /// The matrix product over the last two axes: [..., m, k] · [..., k, n] = [..., m, n]; leading axes broadcast. Each element is a sum
    /// over blocks of 256 k, ascending, each one chain of fused multiply-adds, on every device.
    /// </summary>
    /// <exception cref="ArgumentException">An operand has fewer than two axes, or the inner extents differ.</exception>
    [Operation]
    public Tensor MatMul(Tensor other)
    {
        NotNull(other);
        RequireSameKind(other, nameof(other));
        if (Rank < 2 || other.Rank < 2)
            throw new ArgumentException($"A matrix product needs two axes or more on both sides; the shapes are {Shape} and {other.Shape}.", nameof(other));
        if (Shape[-1] != other.Shape[-2])
            throw new ArgumentException($"The inner extents of {Shape} · {other.Shape} differ: {Shape[-1]} and {other.Shape[-2]}.", nameof(other));

        return Product(this, other, false, false).Track(nameof(MatMul), [this, other], dy =>
        [
            RequiresGradient ? Product(dy, other, false, true).SumTo(Shape) : null,
            other.RequiresGradient ? Product(this, dy, true, false).SumTo(other.Shape) : null,
        ]);
    }

    /// <summary>op(a) · op(b) over the last two axes, without a gradient; op transposes if asked.</summary>
    internal static Tensor Product(Tensor a, Tensor b, bool transposeA, bool transposeB)
    {
        var leading = Shape.Broadcast(Leading(a.Shape), Leading(b.Shape));
        a = WithLeading(a, leading);
        b = WithLeading(b, leading);
        int m = transposeA ? a.Shape[-1] : a.Shape[-2];
        int n = transposeB ? b.Shape[-2] : b.Shape[-1];
        var y = a.EmptyLike(Shape.Create([.. leading, m, n]));
        var shape = GemmShape.Contiguous(m, n, transposeA ? a.Shape[-2] : a.Shape[-1], transposeA, transposeB) with
        {
            Batch = checked((int)leading.ElementCount),
            BatchStrideA = BatchStride(a),
            BatchStrideB = BatchStride(b),
            BatchStrideC = (long)m * n,
        };
        Gemm<NoEpilogue>(shape, a, b, y, null);
        return y;
    }

    private static void Gemm<TEpilogue>(GemmShape shape, Tensor a, Tensor b, Tensor c, Tensor? bias) where TEpilogue : struct, IEpilogue
    {
        if (a.ElementType == ElementType.Float32) Run<float>();
        else Run<double>();

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            c.Backend.Gemm<TEpilogue, T>(shape, a.Elements<T>(), b.Elements<T>(), c.Elements<T>(), bias?.Elements<T>() ?? default);
    }

    private static Shape Leading(Shape shape) => Shape.Create(shape.AsSpan()[..^2]);

    /// <summary>The tensor with its leading axes broadcast; a single matrix stays one and is shared by the batch.</summary>
    private static Tensor WithLeading(Tensor tensor, Shape leading)
    {
        var own = Leading(tensor.Shape);
        return own == leading || own.ElementCount == 1 ? tensor : tensor.Expand(Shape.Create([.. leading, tensor.Shape[-2], tensor.Shape[-1]]));
    }

    private static long BatchStride(Tensor tensor) => Leading(tensor.Shape).ElementCount == 1 ? 0 : (long)tensor.Shape[-2] * tensor.Shape[-1];
}
