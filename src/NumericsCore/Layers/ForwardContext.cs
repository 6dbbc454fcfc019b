using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// What a call of a layer is part of: whether the model trains, which step it makes, where its random numbers come from, and what new
/// parameters are made for. A layer's <see cref="Layer.Forward"/> is given one, and hands it on to the layers within.
/// </summary>
public sealed class ForwardContext
{
    private ForwardContext(bool isTraining, TrainingPass? pass, BuildContext? build)
    {
        IsTraining = isTraining;
        Pass = pass;
        Build = build;
    }

    /// <summary>A call that predicts.</summary>
    public static ForwardContext Inference { get; } = new(isTraining: false, null, null);

    /// <summary>A call in training outside <see cref="Model.Fit"/>: each layer that samples random numbers counts its own calls.</summary>
    public static ForwardContext Training { get; } = new(isTraining: true, null, null);

    /// <summary>What the pass is for.</summary>
    public override string ToString() => new RecordText(nameof(ForwardContext)).Add(nameof(IsTraining), IsTraining).ToString();

    /// <summary>Whether layers that act in training alone, as dropout, do so.</summary>
    public bool IsTraining { get; }

    /// <summary>The forward pass of an optimizer's step; null outside one.</summary>
    internal TrainingPass? Pass { get; }

    /// <summary>What layers that are called for the first time are built in; null if the caller is built.</summary>
    internal BuildContext? Build { get; }

    /// <summary>The forward pass of a step whose number lies in device memory, so that a replayed step samples anew.</summary>
    internal static ForwardContext OfStep(Slice<uint> step) => new(isTraining: true, new TrainingPass(step, null), null);

    /// <summary>The same for a shard of a step's batch; after the step's number, memory holds the shard's first row, divided by <see cref="ShardRows.Unit"/>.</summary>
    /// <param name="step">Two elements.</param>
    /// <param name="rows">Rows of the shard.</param>
    internal static ForwardContext OfShard(Slice<uint> step, int rows) => new(isTraining: true, new TrainingPass(step, rows), null);

    /// <summary>The same while layers are built.</summary>
    internal ForwardContext Building(BuildContext build) => Build == build ? this : new(IsTraining, Pass, build);
}

/// <summary>One forward pass of a step, or of a shard of its batch. Layers tell by its identity whether they are called a second time in the same pass.</summary>
internal sealed class TrainingPass(Slice<uint> step, int? shardRows)
{
    /// <summary>The step's number, the RNG step of its random numbers.</summary>
    public Slice<uint> Step { get; } = step;

    /// <summary>What a <see cref="RandomAddress"/> needs, so that each sample has the random numbers of its place in the batch.</summary>
    /// <param name="shape">Of the elements that random numbers are for. Where its first axis is not of the shard's samples, every shard has the same numbers.</param>
    public ulong BlocksPerPart(Shape shape) =>
        shardRows is not { } rows || shape.Rank == 0 || shape[0] % rows != 0 ? 0 : (ulong)(shape.ElementCount / rows * ShardRows.Unit / RandomWords.ElementsPerBlock);
}
