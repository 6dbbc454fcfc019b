namespace NumericsCore.Kernels.Tests;

/// <summary>That drivers are found under the names that they install. That ILGPU then finds CUDA by libcuda.so.1 alone, the tests on the emulated driver show.</summary>
public class DriverLibrariesTests
{
    [Fact]
    public void The_name_that_every_driver_installs_comes_first()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Equal((["nvcuda.dll"], ["OpenCL.dll"]), (DriverLibraries.Cuda, DriverLibraries.OpenCL));
            return;
        }

        Assert.Equal(["libcuda.so.1", "libcuda.so"], DriverLibraries.Cuda);
        Assert.Equal(["libOpenCL.so.1", "libOpenCL.so"], DriverLibraries.OpenCL);
    }

    [Fact]
    public void A_file_that_is_missing_is_passed_over()
    {
        string present = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(typeof(DriverLibraries).Assembly.Location));
        Assert.False(DriverLibraries.TryLoad(["no-such-library-1", present], out nint library));
        Assert.Equal(0, library);
        Assert.True(DriverLibraries.TryLoad(["no-such-library-1", OperatingSystem.IsWindows() ? "kernel32.dll" : OperatingSystem.IsMacOS() ? "libSystem.dylib" : "libc.so.6"], out library));
        Assert.NotEqual(0, library);
    }
}
