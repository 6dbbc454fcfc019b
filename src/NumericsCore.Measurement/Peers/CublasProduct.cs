using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU.Runtime.Cuda;
using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>NVIDIA's cuBLAS on the same device, for its matrix product beside ours.</summary>
internal sealed class CublasProduct : IDisposable
{
    // the binding's enumeration ends before CUBLAS_TF32_TENSOR_OP_MATH of cublas_api.h
    private const CuBlasMathMode Tf32 = (CuBlasMathMode)3;
    private const CuBlasMathMode Exact = 0;

    private static readonly Lazy<bool> s_resolver = new(static () =>
    {
        NativeLibrary.SetDllImportResolver(typeof(CuBlas).Assembly, Resolve);
        return true;
    });

    private readonly CuBlas _library;

    private CublasProduct(CuBlas library) => _library = library;

    /// <summary>The library for a CUDA device; null elsewhere, and where it is missing: then a note says why.</summary>
    public static CublasProduct? Open(GpuBackend? gpu, ICollection<string> notes)
    {
        if (gpu?.Accelerator is not CudaAccelerator accelerator) return null;
        try
        {
            _ = s_resolver.Value;
            return new CublasProduct(new CuBlas(accelerator) { Stream = (CudaStream)gpu.Queue.Stream });
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or NotSupportedException or CuBlasException)
        {
            notes.Add($"gemm has no cuBLAS beside it: {exception.Message}");
            return null;
        }
    }

    /// <summary>Its product in float32, and with its operands rounded to TF32; neither promises our bits.</summary>
    public IEnumerable<EntryRecord> Measure(MeasuredDevice device, KernelSize size, SamplingPlan plan, CancellationToken cancellationToken)
    {
        int m = size.Extents[0], k = size.Extents[1], n = size.Extents[2];
        using var sets = new BufferSets(device.Backend, ProductKernels.Bytes(size), 0);
        var a = sets.Random((nint)m * k)[0].View<float, float>();
        var b = sets.Random((nint)k * n)[0].View<float, float>();
        var c = sets.Empty((nint)m * n)[0].View<float, float>();
        foreach (var (mode, name) in new[] { (Exact, "cuBLAS"), (Tf32, "cuBLAS, TF32") })
        {
            _library.MathMode = mode;
            // column-major: the transposed product of the transposed matrices, which is what lies in memory
            var samples = Sampler.Measure(device.Clock, () => _library.Gemm(CuBlasOperation.NonTranspose, CuBlasOperation.NonTranspose, n, m, k, 1f, b, n, a, k, 0f, c, n), plan, cancellationToken);
            yield return new EntryRecord { Kernel = ProductKernels.Gemm, Size = size.Text, Peer = name, Bytes = ProductKernels.Bytes(size), Flops = ProductKernels.Flops(size) }.With(samples);
        }
    }

    public void Dispose() => _library.Dispose();

    /// <summary>The binding asks for the library of CUDA 12 at the latest; that of CUDA 13 has the same functions.</summary>
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (NativeLibrary.TryLoad(name, assembly, path, out nint library)) return library;
        string? next = name switch { "libcublas.so.12" => "libcublas.so.13", "cublas64_12" or "cublas64_12.dll" => "cublas64_13.dll", _ => null };
        return next is not null && NativeLibrary.TryLoad(next, assembly, path, out library) ? library : 0;
    }
}
