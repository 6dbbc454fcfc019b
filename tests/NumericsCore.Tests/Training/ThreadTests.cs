using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

/// <summary>What several threads may do with one model.</summary>
public class ThreadTests
{
    private const int Threads = 6;

    [Fact]
    public void The_first_of_several_predictions_builds_the_model_and_all_agree()
    {
        var x = Make.Random([40, 3], elementType: ElementType.Float32);
        for (int round = 0; round < 30; round++)
        {
            var model = new Sequential(new Dense(8, Activation.Relu), new Sequential(new Dense(8, Activation.Tanh), new Dropout(0.5)), new Dense(2));
            string[] results = Together(_ => Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(model.Predict(x).ToArray<float>())));
            Assert.Single(results.Distinct());
            Assert.Equal(6, model.Parameters.Count);
            // the weights are those of one build
            Assert.Equal(results[0], Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(model.Predict(x).ToArray<float>())));
        }
    }

    [Fact]
    public void Of_several_builds_one_counts()
    {
        for (int round = 0; round < 30; round++)
        {
            var model = new Sequential(new Dense(8, Activation.Relu), new Dense(2));
            string[] weights = Together(i =>
            {
                // who comes second is told that it would change nothing
                if (Record.Exception(() => model.Build([5], seed: (ulong)i)) is { } error) Assert.Contains("is built already", Assert.IsType<InvalidOperationException>(error).Message, StringComparison.Ordinal);
                return model.WeightsSha256();
            });
            Assert.Single(weights.Distinct());
            Assert.Equal(4, model.Parameters.Count);
        }
    }

    [Fact]
    public void A_second_training_of_a_model_is_refused_and_the_first_goes_on()
    {
        var (x, y) = ToyData.HalfPlane(20);
        string alone = Train(null);
        Exception? refused = null;
        Assert.Equal(alone, Train(new At(batchEnd: context => refused ??= Record.Exception(() => Task.Run(() => context.Model.Fit(x, y)).GetAwaiter().GetResult()))));
        Assert.Equal("The model is already training: a call of Fit has not ended. Train one after the other, or give each training a model and an optimizer of its own.", Assert.IsType<InvalidOperationException>(refused).Message);

        string Train(Callback? callback)
        {
            var model = ToyData.Classifier().Compiled();
            model.Fit(x, y, batchSize: 5, epochs: 2, callbacks: callback is null ? null : [callback]);
            return model.WeightsSha256();
        }
    }

    [Fact]
    public void So_is_one_of_a_model_that_shares_a_layer_or_the_optimizer()
    {
        var (x, y) = ToyData.HalfPlane(20);
        var shared = new Dense(4, Activation.Relu);
        var optimizer = new Adam();
        Sequential first = new(shared, new Dense(1, Activation.Sigmoid)), other = new(new Sequential(shared), new Dense(1, Activation.Sigmoid)), third = ToyData.Classifier();
        first.Compile(optimizer, new BinaryCrossEntropy());
        other.Compiled();
        third.Compile(optimizer, new BinaryCrossEntropy());
        List<string> messages = [];
        first.Fit(x, y, callbacks: [new At(fitBegin: _ =>
        {
            messages.Add(Assert.Throws<InvalidOperationException>(() => other.Fit(x, y)).Message);
            messages.Add(Assert.Throws<InvalidOperationException>(() => third.Fit(x, y)).Message);
        })]);
        Assert.StartsWith("The model shares a layer with one that is already training:", messages[0], StringComparison.Ordinal);
        Assert.StartsWith("The optimizer is already training:", messages[1], StringComparison.Ordinal);
        // and free once the training has ended, by an exception too
        Assert.Throws<InvalidOperationException>(() => first.Fit(x, y, callbacks: [new At(fitBegin: static _ => throw new InvalidOperationException())]));
        first.Fit(x, y);
        other.Fit(x, y);
    }

    private static string[] Together(Func<int, string> work)
    {
        var results = new string[Threads];
        var failures = new Exception?[Threads];
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(i => new Thread(() => failures[i] = Record.Exception(() =>
        {
            start.SignalAndWait();
            results[i] = work(i);
        })))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.All(failures, Assert.Null);
        return results;
    }
}
