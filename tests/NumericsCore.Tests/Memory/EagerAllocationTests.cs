namespace NumericsCore.Tests.Memory;

/// <summary>What an eager operation leaves to the collector: the tensor, the object of its block, and nothing for a tape that nobody keeps.</summary>
public class EagerAllocationTests
{
    private const int Most = 200;

    private static readonly Device s_device = Device.CreateCpu(1);
    private static readonly Tensor s_a = Tensor.From([1f, 2f, 3f], device: s_device), s_b = Tensor.From([4f, 5f, 6f], device: s_device);
    private static readonly Tensor s_parameter = s_a.WithGradient();

    public static TheoryData<string> Names => [.. Operations.Keys];

    private static Dictionary<string, Func<Tensor>> Operations { get; } = new()
    {
        ["a + b"] = static () => s_a + s_b,
        ["a / b"] = static () => s_a / s_b,
        ["a > b"] = static () => s_a.GreaterThan(s_b),
        ["-a"] = static () => -s_a,
        ["e^a"] = static () => s_a.Exp(),
        ["relu"] = static () => s_a.Relu(),
        ["2·a"] = static () => 2 * s_a,
        ["a where a > b"] = static () => Tensor.Where(s_a, s_a, s_b),
        ["a of a parameter, without a gradient"] = static () =>
        {
            using (GradientMode.Disable()) return s_parameter * s_b;
        },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operation_on_few_elements_leaves_at_most_200_bytes(string name)
    {
        // watching operands takes lists
        if (NumericsCore.Kernels.Operands.AreWatched) return;
        const int Count = 2000;
        var operation = Operations[name];
        for (int i = 0; i < 200; i++) operation();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Count; i++) operation();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(bytes / (double)Count, 1, Most);
    }
}
