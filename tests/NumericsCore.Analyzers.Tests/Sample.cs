using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NumericsCore.Analyzers.Tests;

/// <summary>A source in which [| and |] stand around what is to be reported.</summary>
internal sealed class Sample
{
    private const string Begin = "[|", End = "|]";

    public Sample(string marked)
    {
        var spans = new List<TextSpan>();
        var open = new Stack<int>();
        var text = new System.Text.StringBuilder();
        for (int i = 0; i < marked.Length; i++)
        {
            if (string.CompareOrdinal(marked, i, Begin, 0, 2) == 0)
            {
                open.Push(text.Length);
                i++;
            }
            else if (string.CompareOrdinal(marked, i, End, 0, 2) == 0)
            {
                spans.Add(TextSpan.FromBounds(open.Pop(), text.Length));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        Source = text.ToString();
        Marked = [.. spans.OrderBy(static span => span.Start).ThenBy(static span => span.End)];
    }

    public string Source { get; }

    public IReadOnlyList<TextSpan> Marked { get; }

    /// <summary>A formula of (x, y, dy) whose pullback has the statements, with members beside it.</summary>
    public static Sample Of(string statements, string members = "") => new($$"""
        using System;
        using System.Collections.Generic;
        using NumericsCore.Kernels;

        public readonly struct Formula(FormulaValue slope, int count) : IUnaryOperation
        {
            {{members}}
            public static Domain Domain => Domain.Real;
            public static double ToleranceUlps => 1;
            public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * TLane.Of(slope);
            public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>
            {
                {{statements}}
            }
            public double Reference(double x) => slope.Double * Math.Exp(x) + count + new List<double> { x }[0];
        }
        """);

    /// <summary>A method with the statements, of the tensors a, b, c and x, the parameters p and q, and a model where asked for.</summary>
    public static Sample Program(string statements, string returns, bool model = true) => new($$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading.Tasks;
        using NumericsCore;

        public class Example
        {
            public static {{returns}} Run(Tensor a, Tensor b, Tensor? c, Tensor x, Parameter p, Parameter q{{(model ? ", Model model" : "")}})
            {
                {{statements}}
            }

            private static Task Write(Tensor y) => Task.CompletedTask;
            private static async IAsyncEnumerable<Tensor> Batches() { await Task.Yield(); yield return Tensor.Ones([2]); }
            private static void Change(ref Loss loss) => loss = new MeanSquaredError();
        }
        """);

    /// <summary>The rules' diagnostics in it.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics() => Analysis.Run(Compilation());

    public Compilation Compilation() => Analysis.Compile([Analysis.Tree(Source, "Formula.cs")]);

    /// <summary>Every diagnostic is the rule's, at what is marked.</summary>
    public void Reports(string id)
    {
        var found = Diagnostics();
        Assert.Equal([.. Marked.Select(Text)], found.Select(static one => one.Location.SourceSpan).Select(Text));
        Assert.All(found, one => Assert.Equal(id, one.Id));
    }

    private string Text(TextSpan span) => Source[span.Start..span.End];
}
