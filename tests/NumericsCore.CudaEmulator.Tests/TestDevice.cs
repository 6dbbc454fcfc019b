using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator.Tests;

/// <summary>A device to run small kernels on, and what it reports.</summary>
internal sealed unsafe class TestDevice : IDisposable
{
    private readonly GridRunner _runner;

    public TestDevice(EmulatorSettings? settings = null) => _runner = new(Memory, settings ?? new(), Reports);

    public DeviceMemory Memory { get; } = new(1ul << 30);

    public Reports Reports { get; } = new();

    /// <summary>The only kernel of a text.</summary>
    public static PtxKernel Kernel(string text) => PtxModule.Parse(text).Kernels.Values.Single();

    /// <summary>A kernel of a body, with registers %p, %r, %rd, %f and %fd, 32 of each, and the parameters data and count, a pointer and 32 bits.</summary>
    public static PtxKernel Body(string body, string before = "") => Kernel($$"""
        .version 8.0
        .target sm_80
        .address_size 64
        {{before}}
        .visible .entry Kernel(.param .b64 data, .param .b32 count)
        {
            .reg .pred %p<32>;
            .reg .b32 %r<32>;
            .reg .b64 %rd<32>;
            .reg .f32 %f<32>;
            .reg .f64 %fd<32>;
            {{body}}
        }
        """);

    public ulong Allocate<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        ulong address = Memory.Allocate((ulong)(values.Length * sizeof(T)));
        values.CopyTo(View<T>(address, values.Length));
        return address;
    }

    public Span<T> View<T>(ulong address, int count) where T : unmanaged => new(Memory.Translate(address, (ulong)(count * sizeof(T))), count);

    /// <summary>Runs a kernel of <see cref="Body"/> over a copy of values and gives what they have become.</summary>
    public T[] Run<T>(PtxKernel kernel, Dim3 grid, Dim3 block, T[] values, int count = 0, int dynamicSharedBytes = 0) where T : unmanaged
    {
        ulong address = Allocate<T>(values);
        byte[] parameters = new byte[12];
        MemoryMarshal.Write(parameters, address);
        MemoryMarshal.Write(parameters.AsSpan(8), count);
        try
        {
            _runner.Run(kernel, grid, block, parameters, dynamicSharedBytes);
            return View<T>(address, values.Length).ToArray();
        }
        finally
        {
            Assert.True(Memory.Free(address));
        }
    }

    public void Dispose()
    {
        _runner.Dispose();
        Memory.Dispose();
    }
}
