namespace NumericsCore.Distributed;

/// <summary>What a round of federated averaging did.</summary>
/// <param name="Number">1, 2, ...</param>
/// <param name="Clients">The clients that took part, in the order of their numbers, in which their parameters were added.</param>
/// <param name="Samples">Σ nₖ: the samples that they have together.</param>
/// <param name="Loss">The mean over these samples of the losses of the clients' last local epochs, without the proximal term.</param>
public sealed record FederatedRound(int Number, IReadOnlyList<int> Clients, long Samples, double Loss)
{
    /// <summary>A line for people.</summary>
    public override string ToString() => FormattableString.Invariant($"round {Number}: {Clients.Count} clients, {Samples} samples, loss {Loss:G6}");
}
