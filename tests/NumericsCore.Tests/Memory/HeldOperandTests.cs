using System.Runtime.InteropServices;
using NumericsCore.Kernels;
using NumericsCore.Tests.Losses;
using NumericsCore.Tests.Operations;

namespace NumericsCore.Tests.Memory;

/// <summary>A recording holds the memory of all that its calls read: a replay gives the same bits when the tensors were disposed and their memory is asked for again.</summary>
public class HeldOperandTests
{
    // a pool of its own, on one thread
    private readonly Device _device = Device.CreateCpu(1);

    public static TheoryData<int> Operations => [.. Enumerable.Range(0, OperationCases.All.Count)];

    public static TheoryData<int> Losses => [.. Enumerable.Range(0, LossCombination.All.Count)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Those_of_every_operation_forward_and_backward(int index)
    {
        var @case = OperationCases.All[index];
        // these bring something from the host, and cannot be replayed
        bool replayable = @case.Operation is not ("GatherRows" or "To");
        foreach (var type in (ElementType[])[ElementType.Float32, ElementType.Float64])
            Check($"{@case}, {type}", @case.Function, @case.Inputs(type, _device), replayable);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Those_of_every_loss(int index)
    {
        var (name, loss, prediction, target) = LossCombination.All[index];
        var weights = Tensor.Range(1, prediction.Shape[0], 0.5, ElementType.Float64, _device);
        Check(name, inputs => loss.Call(inputs[0], inputs[1].Detach()), [prediction.To(_device), target.To(_device)]);
        Check(name, inputs => loss.Call(inputs[0], inputs[1].Detach(), inputs[2].Detach()), [prediction.To(_device), target.To(_device), weights]);
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void Those_of_dense_layers_with_and_without_dropout(ElementType type)
    {
        foreach (var (drops, deferred) in ((bool, bool)[])[(false, false), (true, false), (true, true)])
        {
            var step = Step(out var number);
            Check($"drops {drops}, deferred {deferred}", inputs =>
            {
                var hidden = Activation.Relu.Dense(inputs[0], inputs[1], inputs[2], deferred);
                if (drops) hidden = hidden.Dropout(0.3, new RandomAddress(5, 1, number));
                return Activation.Tanh.Dense(hidden, inputs[3], inputs[4]);
            }, [.. ((Shape[])[[7, 5], [5, 6], [6], [6, 3], [3]]).Select((shape, i) => Tensor.Uniform(shape, 3, -1, 1, (uint)i, type, _device))], also: step);
        }
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void The_step_that_random_numbers_are_drawn_at(ElementType type)
    {
        var step = Step(out var number);
        Check("dropout", inputs => inputs[0].Dropout(0.5, new RandomAddress(5, 1, number)), [Tensor.Uniform([9, 13], 4, elementType: type, device: _device)], also: step);
        step = Step(out number);
        Check("uniform", inputs => inputs[0] * Tensor.UniformAt([13], new RandomAddress(5, 2, number), 0, 1, type, _device), [Tensor.Uniform([9, 13], 4, elementType: type, device: _device)], also: step);
    }

    [Fact]
    public void Those_of_positions_and_comparisons()
    {
        Tensor[] inputs = [.. Enumerable.Range(0, 2).Select(i => Tensor.Uniform([6, 5], 3, stream: (uint)i, device: _device))];
        Check("positions", static x => x[0].ArgMax() + 10 * x[1].ArgMin() + 100 * x[0].LessThan(x[1]).Sum(1), inputs);
    }

    [Fact]
    public void Those_of_rows_chosen_by_a_position()
    {
        var start = _device.Backend.Allocate(sizeof(int));
        Slice<int> position = new(start, 0, 1);
        _device.Backend.Upload([2], position);
        var order = IndexBuffer.Upload(_device, [4, 3, 2, 1, 0]);
        Check("rows", x =>
        {
            var rows = x[0].Detach().EmptyLike([3, 2]);
            order.Gather(x[0], position, rows, 2);
            return rows;
        }, [Tensor.Uniform([5, 2], 3, device: _device)], also: start);
    }

    /// <summary>The number of a step in device memory of its own.</summary>
    private DeviceMemory Step(out Slice<uint> number)
    {
        var memory = _device.Backend.Allocate(sizeof(uint));
        number = new Slice<uint>(memory, 0, 1);
        _device.Backend.Upload([3u], number);
        return memory;
    }

    private void Check(string what, Func<IReadOnlyList<Tensor>, Tensor> function, Tensor[] inputs, bool replayable = true, DeviceMemory? also = null)
    {
        Tensor[] leaves = [.. inputs.Select(static input => input.WithGradient())];
        // makes the constants, and tells the shape of the result
        var first = function(leaves);
        var seed = Tensor.Uniform(first.Shape, seed: 11, elementType: first.ElementType, device: first.Device);

        using var recording = Recording.Begin(_device.Backend);
        var result = function(leaves);
        if (result.RequiresGradient) result.Backward(seed);
        Tensor[] results;
        // what an operation hands through lies in memory that is disposed below
        using (GradientMode.Disable()) results = [.. leaves.Select(static leaf => leaf.Gradient).OfType<Tensor>().Append(result).Select(static tensor => tensor.Copy())];
        recording.End();
        if (!replayable) return;
        Assert.Null(recording.NotReplayableReason);
        recording.KeepInPlace(results);
        double[][] expected = [.. results.Select(static tensor => tensor.ToDoubleArray())];

        Tensor[] disposed = [.. inputs, seed];
        foreach (var tensor in disposed) tensor.Dispose();
        also?.Dispose();
        Tensor[] others = [.. disposed.Select(tensor => Tensor.Full(tensor.Shape, double.NaN, tensor.ElementType, _device))];
        using var otherNumber = _device.Backend.Allocate(sizeof(uint));
        _device.Backend.Upload([4u], new Slice<uint>(otherNumber, 0, 1));

        recording.Replay();
        for (int i = 0; i < results.Length; i++)
            Assert.True(MemoryMarshal.AsBytes<double>(expected[i]).SequenceEqual(MemoryMarshal.AsBytes<double>(results[i].ToDoubleArray())), $"{what}: result {i} differs in the replay");
        Assert.All(others, static other => Assert.All(other.ToDoubleArray(), static value => Assert.True(double.IsNaN(value))));
    }
}
