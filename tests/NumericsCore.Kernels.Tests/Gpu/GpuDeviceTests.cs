namespace NumericsCore.Kernels.Tests;

[Collection(GpuTests.Name)]
public class GpuDeviceTests
{
    private const int Pairs = 1 << 20;

    [GpuFact]
    public void The_device_passes_its_self_test()
    {
        foreach (var test in Gpus.All.Select(backend => backend.SelfTest))
        {
            Assert.True(test.Passed, test.ToString());
            Assert.Contains("quotient", test.ToString(), StringComparison.Ordinal);
        }
    }

    [GpuTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Quotients_and_roots_of_millions_of_random_bits_are_rounded_correctly(int seed)
    {
        var random = new Random(seed);
        float[] a = Enumerable.Range(0, Pairs).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))).ToArray();
        // half of the divisors are near the dividend, for quotients near 1, and a few make them denormal
        float[] b = [.. a.Select((value, i) => (i % 4) switch
        {
            0 => value * (float)(0.5 + random.NextDouble()),
            1 => value * 1e38f,
            _ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
        })];
        Gpus.AgreeWithCpu([a, b, new float[Pairs], new float[Pairs]], true, (backend, slices) =>
        {
            backend.Zip<Divide, float>(new(slices[0], Pairs, 1), new(slices[1], Pairs, 1), slices[2], 1, Pairs);
            backend.Map<Sqrt, float>(slices[0], slices[3]);
        });
    }

    [GpuFact]
    public void The_device_is_listed_with_what_it_is()
    {
        foreach (var devices in GpuDevices.All.GroupBy(device => device.Kind))
        {
            Assert.Equal(Enumerable.Range(0, devices.Count()), devices.Select(device => device.Index));
            foreach (var info in devices)
            {
                Assert.NotEmpty(info.Name);
                Assert.NotEmpty(info.Driver);
                Assert.True(info.MemoryBytes > 0 && info.ComputeUnits > 0);
            }
        }

        Assert.Equal(Gpus.All.Distinct().Count(), Gpus.All.Count());
    }

    [GpuFact]
    public void An_index_beyond_the_devices_is_refused_with_those_there_are()
    {
        foreach (var device in GpuDevices.All.Where(device => device.Index == 0))
        {
            var thrown = Assert.Throws<InvalidOperationException>(() => GpuDevices.Open(device.Kind, 99));
            Assert.Contains($"no {device.Kind} device 99; this machine has 0: {device.Name}", thrown.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true, null, "There is no CUDA device: the NVIDIA driver's library is missing (tried: CUDA). Install the NVIDIA driver; `nvidia-smi` then lists the GPU. Nothing else is needed, not even the CUDA toolkit.")]
    [InlineData(true, "it says no", "There is no CUDA device: the NVIDIA driver is installed, but it says no. `nvidia-smi` lists what it sees; in a container, the GPU must be passed in.")]
    [InlineData(false, null, "There is no OpenCL device: the OpenCL loader is missing (tried: OPENCL). Install the loader and your GPU's driver; on Debian 13 or Ubuntu 24.04, `apt install ocl-icd-opencl-dev pocl-opencl-icd` runs OpenCL on the CPU.")]
    [InlineData(false, "it is there", "There is no OpenCL device: the OpenCL loader is installed, but no driver that it lists (on Linux in /etc/OpenCL/vendors) offers one. Install the loader and your GPU's driver; on Debian 13 or Ubuntu 24.04, `apt install ocl-icd-opencl-dev pocl-opencl-icd` runs OpenCL on the CPU.")]
    public void A_missing_driver_is_told_with_what_to_install(bool isCuda, string? driver, string message) => Assert.Equal(
        message.Replace("tried: CUDA", $"tried: {string.Join(", ", DriverLibraries.Cuda)}", StringComparison.Ordinal).Replace("tried: OPENCL", $"tried: {string.Join(", ", DriverLibraries.OpenCL)}", StringComparison.Ordinal),
        GpuDevices.Missing(isCuda ? GpuKind.Cuda : GpuKind.OpenCL, driver));

    /// <summary>On a machine with devices of every kind there is nothing to see here.</summary>
    [Fact]
    public void A_kind_without_devices_is_told_so_when_one_is_asked_for()
    {
        foreach (var kind in Enum.GetValues<GpuKind>().Where(kind => GpuDevices.All.All(device => device.Kind != kind)))
            Assert.StartsWith($"There is no {(kind == GpuKind.Cuda ? "CUDA" : "OpenCL")} device: ", Assert.Throws<InvalidOperationException>(() => GpuDevices.Open(kind, 0)).Message, StringComparison.Ordinal);
    }

    [GpuFact]
    public void Blocks_come_from_the_pool_and_go_back_to_it()
    {
        foreach (var backend in Gpus.All)
        {
            var memory = (GpuMemory)backend.Allocate(1000);
            Assert.True(memory.ByteLength >= 1000);
            long inUse = backend.Pool.BytesInUse;
            memory.Dispose();
            Assert.Equal(inUse - memory.ByteLength, backend.Pool.BytesInUse);
            using var next = (GpuMemory)backend.Allocate(1000);
            Assert.Same(memory.Buffer, next.Buffer);
        }
    }

    [GpuFact]
    public void Memory_nobody_holds_is_used_again_even_after_many_collections()
    {
        foreach (var backend in Gpus.All)
        {
            for (int round = 0; round < 300; round++)
            {
                // left to the collector on purpose
                var array = new DeviceArray<float>(backend, [1, 2, 3]);
                backend.Map<Negate, float>(array.Slice, array.Slice);
                if (round % 20 == 0) GC.Collect();
                Assert.Equal([-1f, -2f, -3f], array.ToArray());
            }
        }
    }

    [GpuFact]
    public void A_block_larger_than_the_device_is_refused_with_the_sizes()
    {
        foreach (var backend in Gpus.All)
        {
            nint tooMuch = (nint)backend.Accelerator.MemorySize * 4;
            var thrown = Assert.Throws<InsufficientMemoryException>(() => backend.Allocate(tooMuch));
            Assert.Contains("MiB", thrown.Message, StringComparison.Ordinal);
            Assert.Contains(backend.Accelerator.Name, thrown.Message, StringComparison.Ordinal);
        }
    }

    [GpuFact]
    public void A_device_that_refuses_a_block_gets_back_what_is_kept_and_is_asked_again()
    {
        foreach (var backend in Gpus.All)
        {
            var kept = (GpuMemory)backend.Allocate(54_321);
            kept.Dispose();
            using (new MemoryShortage(static request => request == 0 ? 1 : 0))
            {
                using var memory = (GpuMemory)backend.Allocate(54_321);
                Assert.NotSame(kept.Buffer, memory.Buffer);
                Assert.True(kept.Buffer.IsDisposed);
            }

            long inUse = backend.Pool.BytesInUse;
            using (MemoryShortage.At(0))
            {
                var thrown = Assert.Throws<InsufficientMemoryException>(() => backend.Allocate(54_321));
                Assert.StartsWith($"{backend.Accelerator.Name} has no room for a block of 57344 bytes: of its ", thrown.Message, StringComparison.Ordinal);
            }

            Assert.InRange(backend.Pool.BytesInUse, 0, inUse);
        }
    }

    [GpuFact]
    public void Several_threads_may_use_the_device_at_once()
    {
        foreach (var backend in Gpus.All)
        {
            Parallel.For(0, 8, thread =>
            {
                float[] x = new Numbers(thread, false).Take<float>(1000 + thread);
                for (int round = 0; round < 50; round++)
                {
                    using var array = new DeviceArray<float>(backend, x);
                    backend.Map<Square, float>(array.Slice, array.Slice);
                    Bits.Equal([.. x.Select(value => value * value)], array.ToArray());
                }
            });
        }
    }

    [GpuFact]
    public void A_launch_takes_no_managed_memory()
    {
        foreach (var backend in Gpus.All)
        {
            using var x = new DeviceArray<float>(backend, new float[100]);
            var slice = x.Slice;
            long least = Backends.AllocatedBy(() => backend.Map<Square, float>(slice, slice));
            backend.Synchronize();
            Assert.Equal(0, least);
        }
    }

    [GpuFact]
    public void Slices_of_another_device_or_too_short_are_refused_before_anything_is_written()
    {
        foreach (var backend in Gpus.All)
        {
            using var here = new DeviceArray<float>(backend, [1, 2, 3]);
            using var elsewhere = new DeviceArray<float>(Backends.Plain, [1, 2, 3]);
            using var shorter = new DeviceArray<float>(backend, [1, 2]);
            Assert.Throws<ArgumentException>("x", () => backend.Map<Square, float>(elsewhere.Slice, here.Slice));
            Assert.Throws<ArgumentException>("x", () => backend.Map<Square, float>(shorter.Slice, here.Slice));
            Assert.Equal([1f, 2f, 3f], here.ToArray());
        }
    }
}
