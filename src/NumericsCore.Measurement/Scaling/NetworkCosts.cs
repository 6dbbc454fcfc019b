namespace NumericsCore.Measurement;

/// <summary>The α-β costs of a network (Hockney 1994): a message of n bytes takes α + n/β, whoever else sends one.</summary>
/// <param name="Latency">α, in seconds.</param>
/// <param name="Bandwidth">β, in bytes a second, of one process in each direction.</param>
internal sealed record NetworkCosts(double Latency, double Bandwidth) : InvariantRecord;
