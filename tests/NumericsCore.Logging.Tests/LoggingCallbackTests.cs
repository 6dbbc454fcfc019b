using Microsoft.Extensions.Logging;

namespace NumericsCore.Logging.Tests;

public class LoggingCallbackTests
{
    [Fact]
    public void A_training_is_written_from_its_beginning_to_its_end()
    {
        var logger = new EntryLogger();
        var history = Fit(logger, epochs: 3, validationSplit: 0.2);
        Assert.Equal([(1, "FitBegin"), (2, "EpochEnd"), (2, "EpochEnd"), (2, "EpochEnd"), (3, "FitEnd")], logger.Entries.Select(static entry => (entry.Event.Id, entry.Event.Name!)));
        Assert.All(logger.Entries, static entry => Assert.Equal(LogLevel.Information, entry.Level));

        var begin = logger.Entries[0];
        Assert.Equal("Sequential is trained by Adam: 3 epochs of 4 batches", begin.Text);
        Assert.Equal(("Sequential", "Adam", 3, 4), (begin["Model"], begin["Optimizer"], begin["Epochs"], begin["Batches"]));
        foreach (var result in history.Epochs)
        {
            var entry = logger.Entries[result.Epoch];
            Assert.Equal(new EpochProgress(3, result, default).ToString(), entry.Text);
            Assert.Equal(["Epoch", "Epochs", "LearningRate", "loss", "accuracy", "val_loss", "val_accuracy", "{OriginalFormat}"], entry.Properties.Select(static property => property.Key));
            Assert.Equal((result.Epoch, 3, 0.01, result["val_accuracy"]), (entry["Epoch"], entry["Epochs"], entry["LearningRate"], entry["val_accuracy"]));
        }

        var end = logger.Entries[^1];
        var elapsed = Assert.IsType<TimeSpan>(end["Elapsed"]);
        Assert.True(elapsed > TimeSpan.Zero);
        Assert.Equal((3, "all epochs are done"), (end["Epoch"], end["Reason"]));
        Assert.Equal($"training ended after epoch 3, in {elapsed}: all epochs are done", end.Text);
    }

    [Theory]
    [InlineData(LogLevel.Trace)]
    [InlineData(LogLevel.Debug)]
    [InlineData(LogLevel.Critical)]
    public void The_level_is_that_of_all_entries_but_the_warning(LogLevel level)
    {
        var logger = new EntryLogger();
        Fit(logger, epochs: 2, level: level);
        Assert.Equal(Enumerable.Repeat(level, 4), logger.Entries.Select(static entry => entry.Level));

        logger.Entries.Clear();
        Assert.Throws<InvalidOperationException>(() => Fit(logger, epochs: 2, level: level, breaksOffAt: 1));
        Assert.Equal([level, LogLevel.Warning], logger.Entries.Select(static entry => entry.Level));
    }

    [Fact]
    public void Where_the_level_is_not_listened_to_nothing_is_written_but_the_warning()
    {
        var logger = new EntryLogger(LogLevel.Warning);
        Fit(logger, epochs: 2);
        Assert.Empty(logger.Entries);
        Assert.Throws<InvalidOperationException>(() => Fit(logger, epochs: 2, breaksOffAt: 7));
        var entry = Assert.Single(logger.Entries);
        Assert.Equal((4, "FitAborted", "training was broken off in epoch 2, after batch 2"), (entry.Event.Id, entry.Event.Name, entry.Text));
        Assert.Equal((2, 2), (entry["Epoch"], entry["Batch"]));
    }

    [Fact]
    public void Why_a_callback_ended_a_training_is_said()
    {
        var logger = new EntryLogger();
        Fit(logger, epochs: 5, stops: "enough");
        Assert.Equal("enough", logger.Entries[^1]["Reason"]);
        Assert.EndsWith(": enough", logger.Entries[^1].Text, StringComparison.Ordinal);
        Assert.Equal(3, logger.Entries.Count);
    }

    [Fact]
    public void A_callback_follows_one_training_after_another()
    {
        var logger = new EntryLogger();
        var callback = new LoggingCallback(logger);
        for (int training = 0; training < 2; training++) Fit(callback, epochs: 1);
        Assert.Equal([1, 2, 3, 1, 2, 3], logger.Entries.Select(static entry => entry.Event.Id));
    }

    [Theory]
    [InlineData(LogLevel.None)]
    [InlineData((LogLevel)(-1))]
    [InlineData((LogLevel)7)]
    public void A_level_that_entries_do_not_have_is_refused(LogLevel level)
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => new LoggingCallback(new EntryLogger(), level));
        Assert.Equal(("level", (object)level), (refused.ParamName, refused.ActualValue));
        Assert.Contains("Expected Trace, Debug, Information, Warning, Error or Critical.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_logger_must_be_given() => Assert.Equal("logger", Assert.Throws<ArgumentNullException>(static () => new LoggingCallback(null!)).ParamName);

    private static History Fit(ILogger logger, int epochs, double validationSplit = 0, LogLevel level = LogLevel.Information, int breaksOffAt = 0, string? stops = null) =>
        Fit(new LoggingCallback(logger, level), epochs, validationSplit, breaksOffAt, stops);

    /// <summary>Trains on 50 rows in batches of 10.</summary>
    private static History Fit(LoggingCallback callback, int epochs, double validationSplit = 0, int breaksOffAt = 0, string? stops = null)
    {
        var x = Tensor.Uniform([50, 2], seed: 1, low: -1);
        var model = new Sequential(new Dense(4, Activation.Relu), new Dense(1, Activation.Sigmoid));
        model.Compile(new Adam(0.01), new BinaryCrossEntropy(), Metric.Accuracy);
        int steps = 0;
        var other = new LambdaCallback(
            onBatchEnd: _ =>
            {
                if (++steps == breaksOffAt) throw new InvalidOperationException("broken off");
            },
            onEpochEnd: (context, _) =>
            {
                if (stops is not null) context.Stop(stops);
            });
        return model.Fit(x, x.Sum(axis: 1, keepDims: true).GreaterThan(0), batchSize: 10, epochs: epochs, validationSplit: validationSplit, seed: 1, callbacks: [callback, other]);
    }
}
