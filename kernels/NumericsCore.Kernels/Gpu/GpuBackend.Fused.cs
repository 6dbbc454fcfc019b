using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>Shapes that do a second thing in the same launch as a first.</summary>
internal sealed partial class GpuBackend
{
    public override void ReduceZip<TFormula, TReduction, T>(Slice<T> a, Slice<T> b, Slice<T> y, T divisor)
    {
        if (a.Length > ZipReduceKernel<Subtract, Sum, GpuSingle>.MaxLength)
        {
            nint length = a.Length;
            using var scratch = Allocate(length * Unsafe.SizeOf<T>());
            var values = new Slice<T>(scratch, 0, length);
            Zip<TFormula, T>(new(a, length, 1), new(b, length, 1), values, 1, length);
            Reduce<Identity, TReduction, T>(values, y, 1, length, 1, divisor);
        }
        else if (typeof(T) == typeof(float)) ReduceZip<TFormula, TReduction, T, GpuSingle>(a, b, y, divisor);
        else ReduceZip<TFormula, TReduction, T, GpuDouble>(a, b, y, divisor);
    }

    public override void GemmDropout<TEpilogue, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias, T rate, T scale, RandomAddress address)
    {
        // dropout goes over all of C's slice, a product's kernel over its matrix alone
        if (!IsContiguous(shape) || c.Length != (nint)shape.M * shape.N)
        {
            base.GemmDropout<TEpilogue, T>(shape, a, b, c, bias, rate, scale, address);
            return;
        }

        GemmChecks.Check(shape, a.Length, b.Length, c.Length, TEpilogue.UsesBias ? bias.Length : null);
        if (c.Length == 0) return;
        if (typeof(T) == typeof(float)) GemmDropout<TEpilogue, T, GpuSingle>(shape, a, b, c, bias, rate, scale, address);
        else GemmDropout<TEpilogue, T, GpuDouble>(shape, a, b, c, bias, rate, scale, address);
    }

    public override void GemmPullback<TActivation, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> y, T scale)
    {
        if (!IsContiguous(shape))
            throw new ArgumentException($"The shape is {shape.Batch} matrices with rows {shape.StrideC} apart; expected one, with rows {shape.N} apart.", nameof(shape));
        GemmChecks.Check(shape, a.Length, b.Length, c.Length, null);
        if (shape.M == 0 || shape.N == 0) return;
        if (typeof(T) == typeof(float)) GemmPullback<TActivation, T, GpuSingle>(shape, a, b, c, y, scale);
        else GemmPullback<TActivation, T, GpuDouble>(shape, a, b, c, y, scale);
    }

    public override void GemmColumnSums<T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> sums)
    {
        if (shape.TransposeB) throw new ArgumentException("The columns of a transposed B are its rows; sum those instead.", nameof(shape));
        if (shape.Batch != 1) throw new ArgumentException($"The shape is {shape.Batch} matrices; expected one.", nameof(shape));
        GemmChecks.Check(shape, a.Length, b.Length, c.Length, null);
        if (shape.N == 0) return;
        if (typeof(T) == typeof(float)) GemmColumnSums<T, GpuSingle>(shape, a, b, c, sums);
        else GemmColumnSums<T, GpuDouble>(shape, a, b, c, sums);
    }

    private void ReduceZip<TFormula, TReduction, T, TLane>(Slice<T> a, Slice<T> b, Slice<T> y, T divisor)
        where TFormula : IBinaryFormula where TReduction : IReduction where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        ZipReduceKernel<TFormula, TReduction, TLane>.Launch(
            _queue, a.View<TLane, T>(0), b.View<TLane, T>(a.Length), y.View<TLane, T>(1), a.Length, Unsafe.BitCast<T, TLane>(divisor));
        GC.KeepAlive(a.Memory);
        GC.KeepAlive(b.Memory);
        GC.KeepAlive(y.Memory);
    }

    private void GemmDropout<TEpilogue, T, TLane>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias, T rate, T scale, RandomAddress address)
        where TEpilogue : IEpilogue where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        var columnBias = TEpilogue.UsesBias ? bias.View<TLane, T>(shape.N) : default;
        LaunchGemm<DropoutFinish<TEpilogue, TLane>, T, TLane>(shape, a, b, c, new(
            columnBias, StepOf(address), new(address.Seed, address.Stream), Unsafe.BitCast<T, TLane>(rate), Unsafe.BitCast<T, TLane>(scale)));
        GC.KeepAlive(bias.Memory);
        GC.KeepAlive(address.Step?.Memory);
    }

    private void GemmPullback<TActivation, T, TLane>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> y, T scale)
        where TActivation : IPullbackFromResult where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        var results = y.View<TLane, T>((nint)shape.M * shape.N);
        LaunchGemm<PullbackFinish<TActivation, TLane>, T, TLane>(shape, a, b, c, new(results, Unsafe.BitCast<T, TLane>(scale)));
        GC.KeepAlive(y.Memory);
    }

    private void GemmColumnSums<T, TLane>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> sums) where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        // without rows of C the check above has not looked at B
        if (shape.K > 0) b.View<TLane, T>(checked((nint)(shape.K - 1) * shape.StrideB + shape.N));
        LaunchGemm<ColumnSumsFinish<TLane>, T, TLane>(shape, a, b, c, new(sums.View<TLane, T>(shape.N)));
        GC.KeepAlive(sums.Memory);
    }

    private static bool IsContiguous(in GemmShape shape) => shape.Batch == 1 && (shape.M <= 1 || shape.StrideC == shape.N);
}
