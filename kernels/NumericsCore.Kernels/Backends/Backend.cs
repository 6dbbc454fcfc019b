using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>
/// What a device can do: a small, closed set of kernel shapes, generic over the formulas. Every call is in order with the calls
/// before it. T is float or double. Matrices and rows are row-major.
/// </summary>
internal abstract class Backend
{
    /// <summary>Takes at least <paramref name="byteLength"/> bytes from the pool; their content is unspecified.</summary>
    public abstract DeviceMemory Allocate(nint byteLength);

    /// <summary>Gives the memory that is kept for later blocks back to the device.</summary>
    public abstract void TrimMemory();

    /// <summary>Copies host memory to the device.</summary>
    public abstract void Upload<T>(ReadOnlySpan<T> source, Slice<T> destination) where T : unmanaged;

    /// <summary>Waits for the device, then copies its memory to the host.</summary>
    public abstract void Download<T>(Slice<T> source, Span<T> destination) where T : unmanaged;

    /// <summary>
    /// Has the device keep what kernel calls do, without doing it, so that it can run it again by itself; null where it cannot, and the
    /// calls are to be made again one by one. The calls have been made before, over the same memory.
    /// </summary>
    public virtual Replay? Capture(Action calls) => null;

    /// <summary>Whether calls are compiled when they are first made, and <see cref="Rehearse"/> has several threads do that at once.</summary>
    public virtual bool CanRehearse => false;

    /// <summary>Makes the calls in any order and over scratch memory, so that they are compiled before they count.</summary>
    /// <param name="calls">The calls; none takes addresses from memory that another one writes.</param>
    /// <param name="scratchBytes">The most that one of them writes.</param>
    public virtual void Rehearse(RecordedCall[] calls, nint scratchBytes) => throw new NotSupportedException();

    /// <summary>y[i] = value.</summary>
    public abstract void Fill<T>(Slice<T> y, T value) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>y[destination strides] = x[source strides] over the box. A source stride of 0 broadcasts.</summary>
    public abstract void CopyStrided<T>(Slice<T> x, Slice<T> y, in StridedShape shape) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>y[i] = f(x[i]); y may be x.</summary>
    public abstract void Map<TFormula, T>(Slice<T> x, Slice<T> y)
        where TFormula : IUnaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>y[r, c] = f(a[r, c], b[r, c]); y is contiguous and may be an operand that is contiguous too.</summary>
    public abstract void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Slice<T> y, nint rows, nint columns)
        where TFormula : IBinaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>y[r, c] = f(a[r, c], b[r, c], c[r, c]).</summary>
    public abstract void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Operand<T> c, Slice<T> y, nint rows, nint columns)
        where TFormula : ITernaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>y[r, c] = f(a[r, c], b[r, c], c[r, c], d[r, c]).</summary>
    public abstract void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Operand<T> c, Operand<T> d, Slice<T> y, nint rows, nint columns)
        where TFormula : IQuaternaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>y[o, i] = (reduction of f(x[o, k, i]) over k &lt; length) / divisor, in the order that <see cref="IReduction"/> writes down. An empty axis gives the identity.</summary>
    public abstract void Reduce<TFormula, TReduction, T>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner, T divisor)
        where TFormula : IUnaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>y[0] = (reduction of f(a[i], b[i]) over all i) / divisor, in the written order.</summary>
    public abstract void ReduceZip<TFormula, TReduction, T>(Slice<T> a, Slice<T> b, Slice<T> y, T divisor)
        where TFormula : IBinaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>y[o, i] = the first k for which f(x[o, k, i]) is greatest; a NaN counts as greater than any number. The length is at least 1.</summary>
    public abstract void ArgMax<TFormula, T>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner)
        where TFormula : IUnaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>C[i, j] = epilogue(chain of fused multiply-adds a[i, k]·b[k, j] over ascending k from +0, bias[j]). C overlaps no operand.</summary>
    public abstract void Gemm<TEpilogue, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias)
        where TEpilogue : IEpilogue where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary><see cref="Gemm"/> of one contiguous matrix, then <see cref="Dropout"/> of C in place.</summary>
    public virtual void GemmDropout<TEpilogue, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias, T rate, T scale, RandomAddress address)
        where TEpilogue : IEpilogue where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Gemm<TEpilogue, T>(shape, a, b, c, bias);
        Dropout(c, c, rate, scale, address);
    }

    /// <summary>
    /// C[i, j] = the pullback of an activation, at its result y[i, j], of the product of row i and column j times <paramref name="scale"/>:
    /// the gradient of a layer's sums from that of the next layer's. One contiguous matrix.
    /// </summary>
    public abstract void GemmPullback<TActivation, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> y, T scale)
        where TActivation : IPullbackFromResult where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary><see cref="Gemm"/> without an epilogue, and sums[j] = the chain of additions of b[k, j] over ascending k from +0. B is one matrix, not transposed.</summary>
    public abstract void GemmColumnSums<T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>y[r, :] = softmax(x[r, :]) = exp(x - max) / Σ exp(x - max).</summary>
    public abstract void Softmax<T>(Slice<T> x, Slice<T> y, nint rows, nint columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>y[r, :] = x - max - log Σ exp(x - max).</summary>
    public abstract void LogSoftmax<T>(Slice<T> x, Slice<T> y, nint rows, nint columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>
    /// One kernel for a row of logits x and target probabilities t: loss[r] = Σ_c t[r, c]·(log Σ exp(x - max) - (x[r, c] - max)),
    /// and gradient[r, c] = softmax(x)[r, c]·Σ t[r, :] - t[r, c].
    /// </summary>
    public abstract void SoftmaxCrossEntropy<T>(Slice<T> logits, Slice<T> targets, Slice<T> loss, Slice<T> gradient, nint rows, nint columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>y[i] = u ∈ [0, 1): the upper 24 bits of element i's random word times 2^-24, the same for float32 and float64.</summary>
    public abstract void RandomUniform<T>(Slice<T> y, RandomAddress address) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>y[i] = u(i) &lt; rate ? 0 : x[i]·scale, where u is <see cref="RandomUniform{T}"/> of the same address; y may be x.</summary>
    public abstract void Dropout<T>(Slice<T> x, Slice<T> y, T rate, T scale, RandomAddress address) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>snapshot[0] = counter[0]; counter[0] += 1: numbers a draw, so that its backward pass can repeat it.</summary>
    public abstract void Advance(Slice<uint> counter, Slice<uint> snapshot);

    /// <summary>
    /// One optimizer step over all segments of the flat buffers. Slot s of parameter element i is slots[s·parameters.Length + i];
    /// element g of <paramref name="rules"/> is the rule of group g.
    /// </summary>
    public abstract void Update<TRule, T>(ReadOnlyMemory<UpdateSegment> segments, Slice<TRule> rules, Slice<T> parameters, Slice<T> gradients, Slice<T> slots)
        where TRule : unmanaged, IUpdateRule where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>y[r, :] = x[indices[start + r], :] for r &lt; rows; <paramref name="start"/> holds one element, so that a replayed call can move on.</summary>
    public abstract void GatherRows<T>(Slice<T> x, Slice<int> indices, Slice<int> start, Slice<T> y, nint rows, nint columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>y[indices[r], :] += x[r, :] for r = 0, 1, ... in that order, onto what y holds.</summary>
    public abstract void ScatterAddRows<T>(Slice<T> x, Slice<int> indices, Slice<T> y, nint rows, nint columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
