using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

// the formula, not the layer of the same name
using Relu = Kernels.Formulas.Relu;

/// <summary>Matrix products alone, and as the two directions of a dense layer.</summary>
internal static class ProductKernels
{
    /// <summary>The name of the product alone, beside which a peer's is measured.</summary>
    public const string Gemm = "gemm";

    private static readonly IReadOnlyList<KernelSize> s_layers = Sweep.Of("32x784x512", "256x784x512", "1024x784x512");

    public static IReadOnlyList<BenchKernel> All { get; } =
    [
        new("dense", SizeForm.Product, Bound.Fma, s_layers, Sweep.Of("32x784x512", "256x784x512"), Forward),
        new("dense-backward", SizeForm.Product, Bound.Fma, s_layers, Sweep.Of("32x784x512", "256x784x512"), Backward),
        new(Gemm, SizeForm.Product, Bound.Fma, Sweep.Of("32x784x512", "256x256x256", "1024x1024x1024", "2048x2048x2048", "4096x4096x4096"),
            Sweep.Of("32x784x512", "512x512x512"), static (device, size, _) => Product(device.Backend, size)),
    ];

    /// <summary>Bytes of the three matrices.</summary>
    public static double Bytes(KernelSize size) => sizeof(float) * (Elements(size, 0, 1) + Elements(size, 1, 2) + Elements(size, 0, 2));

    /// <summary>Two for each multiply-add.</summary>
    public static double Flops(KernelSize size) => 2 * Elements(size, 0, 1) * size.Extents[2];

    /// <summary>The product alone.</summary>
    public static PreparedKernel Product(Backend backend, KernelSize size)
    {
        var (m, k, n, sets) = Start(backend, size);
        Slice<float> a = sets.Random((nint)m * k)[0], b = sets.Random((nint)k * n)[0], c = sets.Empty((nint)m * n)[0];
        var shape = GemmShape.Contiguous(m, n, k);
        return new PreparedKernel(sets)
        {
            Run = _ => backend.Gemm<NoEpilogue, float>(shape, a, b, c, default),
            Outputs = () => [sets.Read(c)],
            Bytes = Bytes(size),
            Flops = Flops(size),
        };
    }

    private static double Elements(KernelSize size, int rows, int columns) => (double)size.Extents[rows] * size.Extents[columns];

    /// <summary>Product, bias and ReLU in one kernel.</summary>
    private static PreparedKernel Forward(Device device, KernelSize size, long rotatedBytes)
    {
        var backend = device.Backend;
        var (m, k, n, sets) = Start(backend, size);
        Slice<float> x = sets.Random((nint)m * k)[0], weight = sets.Random((nint)k * n)[0], bias = sets.Random(n)[0], y = sets.Empty((nint)m * n)[0];
        var shape = GemmShape.Contiguous(m, n, k);
        return new PreparedKernel(sets)
        {
            Run = _ => backend.Gemm<BiasThen<Relu>, float>(shape, x, weight, y, bias),
            Outputs = () => [sets.Read(y)],
            Bytes = Bytes(size) + sizeof(float) * (double)n,
            Flops = Flops(size) + 2.0 * m * n,
        };
    }

    /// <summary>From the gradient with respect to the layer's pre-activations: those of weight and bias in one kernel, and that of the pre-activations of the ReLU layer before in another.</summary>
    private static PreparedKernel Backward(Device device, KernelSize size, long rotatedBytes)
    {
        var backend = device.Backend;
        var (m, k, n, sets) = Start(backend, size);
        Slice<float> x = sets.Random((nint)m * k)[0], weight = sets.Random((nint)k * n)[0], sums = sets.Random((nint)m * n)[0];
        Slice<float> weightGradient = sets.Empty((nint)k * n)[0], biasGradient = sets.Empty(n)[0], before = sets.Empty((nint)m * k)[0];
        var parameters = GemmShape.Contiguous(k, n, m, transposeA: true);
        var input = GemmShape.Contiguous(m, k, n, transposeB: true);
        return new PreparedKernel(sets)
        {
            Run = _ =>
            {
                backend.GemmColumnSums(parameters, x, sums, weightGradient, biasGradient);
                backend.GemmPullback<Relu, float>(input, sums, weight, before, x, 1f);
            },
            Outputs = () => [sets.Read(weightGradient), sets.Read(biasGradient), sets.Read(before)],
            Bytes = 2 * Bytes(size) + sizeof(float) * ((double)n + (double)m * k),
            Flops = 2 * Flops(size) + (double)m * n + 2.0 * m * k,
        };
    }

    // one set of buffers: what limits a product is how well it uses the caches
    private static (int M, int K, int N, BufferSets Sets) Start(Backend backend, KernelSize size) =>
        (size.Extents[0], size.Extents[1], size.Extents[2], new BufferSets(backend, Bytes(size), 0));
}
