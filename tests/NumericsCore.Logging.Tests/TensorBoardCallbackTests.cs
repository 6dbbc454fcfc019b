using System.Buffers.Binary;
using Google.Protobuf;
using NumericsCore.TensorBoard;

namespace NumericsCore.Logging.Tests;

public class TensorBoardCallbackTests
{
    private sealed record Event(double WallTime, long Step, string? Version, Dictionary<string, float> Values);

    [Fact]
    public void What_a_training_writes_is_what_its_history_has()
    {
        string folder = Directory.CreateTempSubdirectory("tensorboard").FullName;
        try
        {
            var clock = new Clock();
            var history = Fit(new TensorBoardCallback(folder, lossEvery: 2, clock));
            var (training, validation) = (Read(folder, "train"), Read(folder, "validation"));
            Assert.All((Event[])[training[0], validation[0]], static first => Assert.Equal(("brain.Event:2", 0L, 0), (first.Version, first.Step, first.Values.Count)));
            Assert.Equal(clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0, training[0].WallTime);
            var epochs = training.Where(static one => one.Values.ContainsKey("loss")).ToList();
            Assert.Equal([1, 2, 3], epochs.Select(static one => one.Step));
            for (int epoch = 0; epoch < 3; epoch++)
            {
                var result = history.Epochs[epoch];
                Assert.Equal((float)result.Training.Loss, epochs[epoch].Values["loss"]);
                Assert.Equal((float)result.Training.Metrics["mean_absolute_error"], epochs[epoch].Values["mean_absolute_error"]);
                Assert.Equal((float)result.LearningRate, epochs[epoch].Values["learning_rate"]);
                Assert.Equal(epoch + 1, validation[epoch + 1].Step);
                Assert.Equal((float)result.Validation!.Loss, validation[epoch + 1].Values["loss"]);
                Assert.Equal((float)result.Validation.Metrics["mean_absolute_error"], validation[epoch + 1].Values["mean_absolute_error"]);
            }

            // 16 rows in batches of 4
            Assert.Equal([2, 4, 6, 8, 10, 12], training.Where(static one => one.Values.ContainsKey("batch_loss")).Select(static one => one.Step));

            // another training in the same second has files of its own
            Fit(new TensorBoardCallback(folder, time: clock));
            Assert.Equal(2, Directory.GetFiles(Path.Combine(folder, "train")).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_training_that_is_broken_off_leaves_a_file_that_can_be_read()
    {
        string folder = Directory.CreateTempSubdirectory("tensorboard").FullName;
        try
        {
            using var stop = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => Fit(new TensorBoardCallback(folder), new LambdaCallback(onEpochEnd: (_, _) => stop.Cancel()), stop.Token));
            Assert.Equal([0, 1], Read(folder, "train").Select(static one => one.Step));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentException>(static () => new TensorBoardCallback(" "));
        Assert.Contains("lossEvery is -1", Assert.Throws<ArgumentOutOfRangeException>(static () => new TensorBoardCallback("logs", -1)).Message, StringComparison.Ordinal);
    }

    private static History Fit(Callback callback, Callback? other = null, CancellationToken cancellationToken = default)
    {
        var x = Tensor.Uniform([20, 2], seed: 1);
        var model = new Sequential(new Dense(1));
        model.Compile(new Sgd(0.1), new MeanSquaredError(), Metric.MeanAbsoluteError);
        return model.Fit(x, x.Sum(axis: 1, keepDims: true), batchSize: 4, epochs: 3, validationSplit: 0.2, callbacks: other is null ? [callback] : [callback, other], seed: 1, cancellationToken: cancellationToken);
    }

    /// <summary>The events of the only file of a folder.</summary>
    private static List<Event> Read(string folder, string run)
    {
        string file = Assert.Single(Directory.GetFiles(Path.Combine(folder, run)));
        Assert.Contains("tfevents", Path.GetFileName(file), StringComparison.Ordinal);
        var events = new List<Event>();
        ReadOnlySpan<byte> rest = File.ReadAllBytes(file);
        while (rest.Length > 0)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
            Assert.Equal(Masked(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            byte[] data = rest.Slice(12, length).ToArray();
            Assert.Equal(Masked(data), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
            events.Add(Parse(data));
            rest = rest[(16 + length)..];
        }

        return events;
    }

    private static Event Parse(byte[] data)
    {
        using var input = new CodedInputStream(data);
        var (time, step, version, values) = (0.0, 0L, (string?)null, new Dictionary<string, float>());
        while (input.ReadTag() is var tag && tag != 0)
        {
            switch (tag >> 3)
            {
                case 1: time = input.ReadDouble(); break;
                case 2: step = input.ReadInt64(); break;
                case 3: version = input.ReadString(); break;
                case 5: ParseSummary(input.ReadBytes().ToByteArray(), values); break;
                default: Assert.Fail($"field {tag >> 3}"); break;
            }
        }

        return new Event(time, step, version, values);
    }

    private static void ParseSummary(byte[] data, Dictionary<string, float> values)
    {
        using var input = new CodedInputStream(data);
        while (input.ReadTag() is var tag && tag != 0)
        {
            Assert.Equal(1u, tag >> 3);
            using var one = new CodedInputStream(input.ReadBytes().ToByteArray());
            Assert.Equal(1u, one.ReadTag() >> 3);
            string name = one.ReadString();
            Assert.Equal((2u << 3) | 5, one.ReadTag());
            values.Add(name, one.ReadFloat());
        }
    }

    /// <summary>Bit by bit, with the reversed polynomial of Castagnoli; "123456789" has 0xe3069283.</summary>
    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0x82f63b78);
        }

        return ~crc;
    }

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        Assert.Equal(0xe3069283, Crc32C("123456789"u8));
        uint crc = Crc32C(bytes);
        return ((crc >> 15) | (crc << 17)) + 0xa282ead8;
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    }
}
