using System.Text;

namespace NumericsCore.CudaEmulator.Tests;

public sealed unsafe class LaunchTests : IDisposable
{
    // writes one byte to an address
    private const string Store = """
        .version 8.0
        .target sm_80
        .address_size 64

        .visible .entry Store(
        	.param .b64 _to,
        	.param .b32 _value
        )
        {
        	.reg .b32	%r<2>;
        	.reg .b64	%rd<3>;

        	ld.param.b64	%rd1, [_to];
        	cvta.to.global.u64	%rd2, %rd1;
        	ld.param.b32	%r1, [_value];
        	st.global.b32	[%rd2], %r1;
        	ret;
        }
        """;

    private readonly TestDriver _test = new();
    private readonly EmulatedDriver _driver;
    private readonly nint _module;
    private readonly nint _function;
    private readonly ulong _memory;

    public LaunchTests()
    {
        _driver = _test.Driver;
        _module = _driver.LoadModule(Store, default);
        _function = _driver.FindFunction(_module, "Store");
        _memory = _driver.Allocate(4);
    }

    [Fact]
    public void Arguments_are_those_of_the_launch_and_not_of_the_run()
    {
        ulong to = _memory;
        int value = 7;
        void** each = stackalloc void*[2] { &to, &value };
        _driver.Launch(_function, new(1), new(1), 0, 0, new(each, null));
        value = 8;
        Assert.NotEqual(7, _test.Peek(_memory));
        _driver.SynchronizeStream(0);
        Assert.Equal(7, _test.Peek(_memory));
    }

    [Theory]
    [InlineData(12, true)]
    [InlineData(11, false)]
    [InlineData(0, false)]
    public void A_buffer_of_arguments_has_all_of_them(int bytes, bool hasAll)
    {
        if (hasAll) Launch(new(1), new(1), bytes: (nuint)bytes);
        else TestDriver.Refused(CudaError.InvalidValue, () => Launch(new(1), new(1), bytes: (nuint)bytes));
    }

    [Fact]
    public void A_longer_buffer_is_let_pass_and_reported()
    {
        Launch(new(1), new(1), bytes: 16);
        Assert.Contains("arguments of 16 bytes", Assert.Single(_driver.Reports.Counts).Key, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(int.MaxValue, 1, 1, 1, 1, 1, true)]
    [InlineData(1, 65535, 65535, 1, 1, 1, true)]
    [InlineData(1, 1, 1, 1024, 1, 1, true)]
    [InlineData(1, 1, 1, 4, 4, 64, true)]
    [InlineData(0, 1, 1, 1, 1, 1, false)]
    [InlineData(1, 65536, 1, 1, 1, 1, false)]
    [InlineData(1, 1, 65536, 1, 1, 1, false)]
    [InlineData(1, 1, 1, 1025, 1, 1, false)]
    [InlineData(1, 1, 1, 1, 1, 65, false)]
    [InlineData(1, 1, 1, 32, 33, 1, false)]
    [InlineData(1, 1, 1, 1, -1, 1, false)]
    public void A_launch_has_limits(int gridX, int gridY, int gridZ, int blockX, int blockY, int blockZ, bool isWithin)
    {
        // queued, and never run: the largest grid would take its time
        if (isWithin) Launch(new(gridX, gridY, gridZ), new(blockX, blockY, blockZ));
        else TestDriver.Refused(CudaError.InvalidValue, () => Launch(new(gridX, gridY, gridZ), new(blockX, blockY, blockZ)));
    }

    [Theory]
    [InlineData(48 << 10, true)]
    [InlineData((48 << 10) + 1, false)]
    public void A_block_has_48_KB_of_shared_memory(int bytes, bool isWithin)
    {
        if (isWithin) Launch(new(1), new(1), (uint)bytes);
        else TestDriver.Refused(CudaError.InvalidValue, () => Launch(new(1), new(1), (uint)bytes));
    }

    [Fact]
    public void After_a_fault_every_call_gives_its_code()
    {
        nint stream = _test.Stream(), happening = _driver.CreateEvent(0);
        ulong kept = _driver.Allocate(1);
        Launch(new(1), new(1), to: _memory + 4);
        _driver.Fill(kept, 9, 1, 0);
        TestDriver.Refused(CudaError.IllegalAddress, () => _driver.SynchronizeStream(0));
        Assert.NotEqual(9, _test.Peek(kept));
        Action[] calls =
        [
            () => _driver.SynchronizeStream(stream), () => _driver.Allocate(4), () => _driver.Free(_memory), () => _driver.Fill(kept, 1, 1, stream), () => Launch(new(1), new(1)),
            () => _driver.QueryEvent(happening), () => _driver.CreateContext(0), () => _driver.SynchronizeContext(), () => _driver.LoadModule(Store, default), () => _driver.DestroyStream(stream),
        ];
        foreach (var call in calls) TestDriver.Refused(CudaError.IllegalAddress, call);
        TestDriver.Refused(CudaError.IllegalAddress, () => _driver.DestroyContext(_test.Context));
    }

    [Fact]
    public void A_wrong_address_is_one_byte_beyond_the_end()
    {
        ulong five = _driver.Allocate(5);
        Launch(new(1), new(1), to: five);
        _driver.SynchronizeStream(0);
        Launch(new(1), new(1), to: five + 4);
        TestDriver.Refused(CudaError.IllegalAddress, () => _driver.SynchronizeStream(0));
    }

    [Fact]
    public void A_kernel_of_a_module_that_is_gone_stops_the_device()
    {
        nint stream = _test.Stream();
        _driver.BeginCapture(stream, 2);
        Launch(new(1), new(1), stream: stream);
        nint executable = _driver.Instantiate(_driver.EndCapture(stream), 0);
        _driver.UnloadModule(_module);
        TestDriver.Refused(CudaError.InvalidHandle, () => Launch(new(1), new(1)));
        _driver.LaunchGraph(executable, stream);
        TestDriver.Refused(CudaError.LaunchFailed, () => _driver.SynchronizeStream(stream));
    }

    [Fact]
    public void Kernels_and_streams_are_those_of_the_context()
    {
        nint stream = _test.Stream(), other = _driver.CreateContext(0);
        TestDriver.Refused(CudaError.InvalidHandle, () => Launch(new(1), new(1)));
        TestDriver.Refused(CudaError.InvalidHandle, () => Launch(new(1), new(1), stream: stream));
        _driver.SetCurrentContext(_test.Context);
        Launch(new(1), new(1), stream: stream);
        Assert.NotEqual(other, _driver.CurrentContext());
    }

    [Theory]
    [InlineData(".version 8.9\n.target sm_80\n", CudaError.UnsupportedPtxVersion)]
    [InlineData(".version 8.0\n.target sm_86\n", CudaError.NoBinaryForGpu)]
    [InlineData(".version 8.0\n.target sm_80a\n.address_size 64\n", CudaError.Success)]
    [InlineData(".version 8.8\n.target sm_75\n.address_size 64\n", CudaError.Success)]
    [InlineData(".version 8.0\n.target sm_75a\n", CudaError.NoBinaryForGpu)]
    [InlineData(".target sm_80\n", CudaError.InvalidPtx)]
    [InlineData(".version 8.0\n", CudaError.InvalidPtx)]
    [InlineData(".version 8.0\n.target sm_80\n.address_size 64\n.visible .entry K()\n{\n\tnonsense.b32 %r1;\n}\n", CudaError.InvalidPtx)]
    public void A_module_is_for_this_driver_and_this_device(string text, CudaError code)
    {
        if (code == CudaError.Success) Assert.NotEqual(0, _driver.LoadModule(text, default));
        else TestDriver.Refused(code, () => _driver.LoadModule(text, default));
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(20)]
    [InlineData(1)]
    public void Why_a_text_is_refused_goes_to_the_buffer_for_it(int room)
    {
        byte* buffer = stackalloc byte[1024];
        new Span<byte>(buffer, 1024).Fill((byte)'x');
        int* options = stackalloc int[2] { 5, 6 };
        void** values = stackalloc void*[2] { buffer, (void*)(nint)room };
        var log = new JitOptions(2, options, values);
        string message = Assert.Throws<CallRefusedException>(() => _driver.LoadModule(".version 9.9\n.target sm_80\n", log)).Message;
        string expected = message[..Math.Min(message.Length, room - 1)];
        Assert.Equal(expected + "\0x", Encoding.ASCII.GetString(buffer, expected.Length + 2));
        Assert.Equal(expected.Length + 1, (int)(nint)values[1]);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(4, 5)]
    [InlineData(100, 3)]
    public void The_first_launches_of_a_kernel_are_watched_for_races_and_then_one_in_so_many(int interval, int watched)
    {
        using var memory = new DeviceMemory();
        var reports = new Reports();
        using var grids = new SampledGrids(memory, new() { DetectRaces = true, RaceInterval = interval }, reports);
        var kernel = PtxModule.Parse(Store).Kernels["Store"];
        byte[] parameters = new byte[12];
        BitConverter.TryWriteBytes(parameters, memory.Allocate(4));
        // two threads write one word
        for (int i = 0; i < 10; i++) grids.Run(kernel, new(1), new(2), parameters, 0);
        Assert.Equal(watched, grids.Watched);
        Assert.Equal(watched, reports.Counts.Values.Sum());
    }

    [Fact]
    public void A_function_that_the_module_lacks_is_not_found()
    {
        TestDriver.Refused(CudaError.NotFound, () => _driver.FindFunction(_module, "Load"));
        Assert.Equal(_function, _driver.FindFunction(_module, "Store"));
    }

    [Fact]
    public void Blocks_of_a_multiprocessor_are_limited_by_threads_and_shared_memory()
    {
        Assert.Equal((2, 2, 32), (_driver.BlocksOfMultiprocessor(_function, 1024, 0), _driver.BlocksOfMultiprocessor(_function, 1000, 0), _driver.BlocksOfMultiprocessor(_function, 32, 0)));
        Assert.Equal((3, 0), (_driver.BlocksOfMultiprocessor(_function, 32, 48 << 10), _driver.BlocksOfMultiprocessor(_function, 32, 49 << 10)));
        Assert.Equal((216, 1024), _driver.BestBlock(_function, static _ => 0, 0));
        Assert.Equal(256, _driver.BestBlock(_function, static _ => 0, 256).Block);
        // a kilobyte for each thread: one block of 48 threads fills less than three of 32
        Assert.Equal(32, _driver.BestBlock(_function, static threads => (ulong)threads << 10, 0).Block);
    }

    public void Dispose() => _test.Dispose();

    private void Launch(Dim3 grid, Dim3 block, uint sharedBytes = 0, nuint bytes = 12, ulong to = 0, nint stream = 0)
    {
        byte* buffer = stackalloc byte[16];
        *(ulong*)buffer = to == 0 ? _memory : to;
        *(int*)(buffer + 8) = 7;
        void** extra = stackalloc void*[5] { (void*)1, buffer, (void*)2, &bytes, null };
        _driver.Launch(_function, grid, block, sharedBytes, stream, new(null, extra));
    }
}
