using ILGPU.Runtime.Cuda;
using NumericsCore.CudaEmulator;

namespace NumericsCore.Kernels.Tests;

/// <summary>The emulated CUDA device knows every instruction that a kernel has.</summary>
public class EmulatedInstructionTests
{
    [Theory]
    [InlineData(8, 0)]
    [InlineData(9, 0)]
    public void All_kernels_are_read_by_the_emulated_device(int major, int minor)
    {
        var architecture = new CudaArchitecture(major, minor);
        foreach (var kernel in CudaCode.KernelsOf(architecture).Append(typeof(MapKernel<InverseNormal, GpuSingle>)))
        {
            string text = CudaCode.Ptx(kernel, architecture);
            Assert.Single(PtxModule.Parse(text).Kernels);
        }
    }

    [Fact]
    public void One_of_them_calls_a_function() =>
        Assert.Matches(@"\bcall\b", CudaCode.Ptx(typeof(MapKernel<InverseNormal, GpuSingle>), new(8, 0)));
}
