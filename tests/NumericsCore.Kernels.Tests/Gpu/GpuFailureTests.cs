using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace NumericsCore.Kernels.Tests;

/// <summary>What a driver refuses is an exception of the library, which says what was asked of the device.</summary>
[Collection(GpuTests.Name)]
public class GpuFailureTests
{
    [GpuFact]
    public void A_launch_that_is_refused_names_the_kernel_and_its_operands()
    {
        foreach (var gpu in Gpus.All)
        {
            using DeviceArray<float> x = new(gpu, [1, 2, 3]), y = new(gpu, [4, 5, 6]);
            var thrown = Assert.Throws<DeviceException>(() => gpu.Run(new MapOperands<float>(x.Slice, y.Slice), default(Refused)));
            Check(thrown, gpu, "a launch of Refused over x[3], y[3]");
            Assert.Equal([4, 5, 6], y.ToArray());
        }
    }

    [GpuFact]
    public void A_launch_that_is_refused_when_it_is_recorded_or_replayed_does_too()
    {
        foreach (var gpu in Gpus.All)
        {
            using DeviceArray<float> x = new(gpu, [1, 2, 3]), y = new(gpu, [4, 5, 6]);
            using (var recording = Recording.Begin(gpu))
                Check(Assert.Throws<DeviceException>(() => recording.Run(new MapOperands<float>(x.Slice, y.Slice), default(Refused))), gpu, "a launch of Refused over x[3], y[3]");

            using var replayed = Recording.Begin(gpu);
            var once = new Once();
            replayed.Run(new MapOperands<float>(x.Slice, y.Slice), new RefusedLater { Made = once });
            replayed.End();
            Check(Assert.Throws<DeviceException>(replayed.Replay), gpu, "a launch of RefusedLater over x[3], y[3]");
        }
    }

    [GpuFact]
    public void What_the_driver_refuses_besides_names_what_was_asked()
    {
        foreach (var gpu in Gpus.All)
        {
            Check(Assert.Throws<DeviceException>(() => gpu.Ask<int>("a copy", () => throw Refusal(gpu))), gpu, "a copy");
            Assert.Equal(3, gpu.Ask("a copy", static () => 3));
        }
    }

    [Fact]
    public void An_exception_with_a_message_alone_names_nothing()
    {
        var exception = new DeviceException("words", new InvalidOperationException());
        Assert.Equal(("words", null, null, null), (exception.Message, exception.DeviceName, exception.Operation, exception.DriverCode));
    }

    private static void Check(DeviceException thrown, GpuBackend gpu, string operation)
    {
        string code = gpu.Accelerator is CudaAccelerator ? "CUDA_ERROR_LAUNCH_FAILED" : "CL_INVALID_WORK_GROUP_SIZE";
        Assert.Equal((gpu.Accelerator.Name, operation, code), (thrown.DeviceName, thrown.Operation, thrown.DriverCode));
        Assert.StartsWith($"{gpu.Accelerator.Name} failed in {operation}: ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(code, thrown.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<AcceleratorException>(thrown.InnerException);
    }

    private static AcceleratorException Refusal(GpuBackend gpu) => gpu.Accelerator is CudaAccelerator
        ? new CudaException(CudaError.CUDA_ERROR_LAUNCH_FAILED)
        : new CLException(CLError.CL_INVALID_WORK_GROUP_SIZE);

    /// <summary>A kernel that every driver refuses.</summary>
    private readonly struct Refused : IKernel<MapOperands<float>>
    {
        void IKernel<MapOperands<float>>.RunOn(CpuBackend cpu, in MapOperands<float> operands) => throw new NotSupportedException("Only GPUs have drivers.");

        void IKernel<MapOperands<float>>.RunOn<TLane>(GpuBackend gpu, in MapOperands<float> operands) => throw Refusal(gpu);
    }

    /// <summary>A kernel that the driver takes once.</summary>
    private readonly struct RefusedLater : IKernel<MapOperands<float>>
    {
        public Once Made { get; init; }

        void IKernel<MapOperands<float>>.RunOn(CpuBackend cpu, in MapOperands<float> operands) => throw new NotSupportedException("Only GPUs have drivers.");

        void IKernel<MapOperands<float>>.RunOn<TLane>(GpuBackend gpu, in MapOperands<float> operands)
        {
            if (Made.IsOver) throw Refusal(gpu);
            Made.IsOver = true;
        }
    }

    private sealed class Once
    {
        public bool IsOver { get; set; }
    }
}
