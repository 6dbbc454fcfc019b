namespace NumericsCore.CudaEmulator.Tests;

/// <summary>A driver with a context that is the thread's, and what tests do with one again and again.</summary>
internal sealed unsafe class TestDriver : IDisposable
{
    public TestDriver(EmulatorSettings? settings = null)
    {
        Driver = new(settings ?? new());
        Context = Driver.CreateContext(0);
    }

    public EmulatedDriver Driver { get; }

    public nint Context { get; }

    /// <summary>A non-blocking stream, as ILGPU makes them.</summary>
    public nint Stream() => Driver.CreateStream(1);

    /// <summary>The first byte that an address of the device holds by now; nothing is waited for.</summary>
    public byte Peek(ulong address) => *Driver.Memory.Translate(address, 1);

    /// <summary>Calls, and the code that is expected of the refusal.</summary>
    public static void Refused(CudaError code, Action call) => Assert.Equal(code, Assert.Throws<CallRefusedException>(call).Code);

    /// <summary>Makes calls on a thread of their own.</summary>
    public static void OnAnotherThread(Action calls)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(calls));
        thread.Start();
        thread.Join();
        Assert.Null(thrown);
    }

    public void Dispose() => Driver.Dispose();
}
