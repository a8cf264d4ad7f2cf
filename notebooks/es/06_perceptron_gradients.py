# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] tags=["slide"]
# # 06 · Sí o no
# **¿Qué es el «error» cuando la respuesta es sí o no?**
#
# Una neurona mira tres puntos y dice qué tan probable es que cada uno sea un «sí». Encuentras su pérdida, su gradiente y lo mejor que puede lograr.
#
# Al terminar podrás
# - pasar de las entradas a los logits, y de los logits a las probabilidades, con las formas correctas (ejercicio 06-1);
# - calcular la pérdida de cada muestra y reconocer por su valor las llamadas equivocadas (06-2);
# - escribir una pérdida que aguanta logits grandes (06-3);
# - programar el gradiente de modo que coincida con autograd hasta 1e-6 (06-4), dar un paso y predecir cuánto baja la pérdida (06-5);
# - decir con un número qué está al alcance de una neurona y qué no (06-6 y 06-7).

# %%
import numpy as np
import torch
from torch import nn

from helpers.es import check, hint, progress
from helpers.data import LABELS, POINTS
from helpers.drawings import lesson_06 as draw
from helpers.drawings import sliders
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes
from helpers.sliders import show_slider

# %% [markdown] tags=["predict"]
# ## 1. Un puntaje
# Una neurona pondera sus entradas y les suma un sesgo: $z = XW + b$. El puntaje $z$ es su **logit**, un número real cualquiera. Aquí tienes tres muestras con dos características: (1, 2), (3, 4) y (5, 6).
#
# **Predice.** Con $W = (0.5, -0.3)$ y $b = 0.1$, en papel: ¿cuáles son los tres logits?
# - **(a)** −0.1, 0.3, 0.7
# - **(b)** 0, 0.3, 0.7
# - **(c)** 0, 0.4, 0.8

# %%
X = torch.tensor(POINTS)  # (samples, features) = (3, 2)
y = torch.tensor(LABELS)  # (samples, 1)
W = torch.tensor([[0.5], [-0.3]])  # (features, 1)
b = torch.tensor([0.1])  # (1,)
z = X @ W + b  # (samples, 1)
print("in tenths:", (10 * z).round().int().flatten().tolist())

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. El único sesgo se **difunde** (*broadcast*): se suma a las tres filas.
#
# - **(a)** no lo suma a ninguna fila.
# - **(b)** lo suma solo a la primera fila.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 2. El primer logit
# En papel, el primer logit es 0.5 − 0.6 + 0.1, o sea 0. El tensor es float32.
#
# **Predice.** Imprímelo. ¿Cuál es su primera entrada?
# - **(a)** 0
# - **(b)** cerca de −2e-08
# - **(c)** cerca de 3e-17

# %%
print(z)
double = POINTS.astype(float) @ np.array([0.5, -0.3]) + 0.1  # float64
print(f"float32: {z[0].item():.7g}, float64: {double[0]:.7g}")
print("is z > 0?", (z[:, 0] > 0).tolist(), (double > 0).tolist())

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Ningún paso estuvo mal: 0.3 y 0.1 no tienen una forma binaria que termine. Basta una entrada diminuta para que todo el tensor se imprima en notación con e. Y la clase de la muestra 1 depende de la precisión. A un float pregúntale si está cerca de 0, no si es 0.
#
# - **(a)** es la suma en papel.
# - **(c)** es lo que queda en float64.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 3. En una capa
# `nn.Linear(2, 1)` guarda un peso y un sesgo propios. Copia en ella los tuyos y te da tus tres logits.
#
# **Predice.** ¿Qué forma tiene su peso?
# - **(a)** (2, 1)
# - **(b)** (1, 2)
# - **(c)** (2,)

# %%
linear = nn.Linear(2, 1)
linear.weight.shape

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Una capa guarda una fila por cada salida y calcula `x @ weight.T + bias`.
#
# - **(a)** es la forma de tu propia $W$.
# - **(c)** no tiene lugar para una segunda salida.
#
# </details>

# %%
with torch.no_grad():
    linear.weight.copy_(W.T)
    linear.bias.copy_(b)
print(linear(X))
print(X @ W + b)

# %% [markdown] tags=["predict", "slide"]
# ## 4. Del puntaje a la probabilidad
# Un puntaje puede ser cualquier número; la probabilidad $p$ de la etiqueta 1, no. Su **razón de probabilidades** (*odds*), $p / (1 - p)$, puede ser cualquier número positivo, y el logaritmo de esa razón (*log-odds*), cualquier número. Por eso un logit se lee como ese logaritmo: $z = \ln \frac{p}{1 - p}$. Si despejas $p$, obtienes la **sigmoide**, $p = 1 / (1 + \exp(-z))$.
#
# **Predice.** ¿Cuál es la probabilidad para el logit 0.4?
# - **(a)** 0.4
# - **(b)** 0.4013
# - **(c)** 0.5987

# %%
print(1 / (1 + torch.exp(-z)))
p = torch.sigmoid(z)
print(p, "log-odds:", torch.log(p / (1 - p)).flatten(), sep="\n")
show(draw.sigmoid_with_points([0.0, 0.4, 0.8]))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. Con un logit de 0 las dos respuestas son igual de probables: una razón de probabilidades de uno a uno. Con un logit positivo, la razón es mayor. Los log-odds devuelven los logits.
#
# - **(a)** toma el puntaje por una probabilidad. El puntaje 2 no podría serlo.
# - **(b)** perdió el menos del exponente: es la probabilidad de la etiqueta 0.
#
# </details>

# %% [markdown]
# > **Ejercicio 06-1.** *Logits y probabilidades* (nivel 1, 4 minutos). Devuelve los logits y las probabilidades de una neurona para cualquier conjunto de muestras. Su peso llega como lo guarda una capa, con la forma (1, características).
#
# <details><summary>Pista 1</summary>@ suma productos a lo largo del eje que los dos comparten: el de las características. ¿A cuál de los dos hay que darle la vuelta para eso?</details>
# <details><summary>Pista 2</summary>z tiene la forma (N, 1), un logit por muestra. La sigmoide toma cada uno por separado.</details>

# %% tags=["exercise"] exercise="06-1"
def neuron(X, weight, b):
    ...  # your answer


# %% tags=["check"] exercise="06-1"
check(neuron)

# %% [markdown] tags=["predict", "slide"]
# ## 5. El precio de tres respuestas
# Las etiquetas son 1, 0 y 1. La respuesta verdadera de cada muestra recibió una probabilidad (*given to the truth*): $p$ donde $y = 1$, y $1 - p$ donde $y = 0$. Las tres muestras son independientes, y sus $p$ están impresas arriba.
#
# **Predice.** ¿Qué probabilidad les dio la neurona a las tres etiquetas juntas?
# - **(a)** 0.1384
# - **(b)** 0.2065
# - **(c)** 0.5304

# %%
given_to_truth = torch.where(y == 1, p, 1 - p)  # (samples, 1)
chance = given_to_truth.prod()
print("given to the truth:", given_to_truth.flatten())
print(f"product {chance.item():.4g}, minus its log {-torch.log(chance).item():.4g}")
print(-torch.log(given_to_truth))
print(f"their sum {-torch.log(given_to_truth).sum().item():.4g}, their mean:")
print(-torch.log(given_to_truth).mean())
print(nn.BCELoss()(p, y))

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. Las probabilidades de respuestas independientes se multiplican, y sus logaritmos con signo menos se suman: 1.977. Una suma no se hunde hacia 0, como sí lo hace un producto de miles de probabilidades. La media de esos logaritmos es la pérdida, la **entropía cruzada binaria** (BCE): 0.6591, a mano y con `nn.BCELoss`. La que más cuesta es la muestra 2, 0.9130: su etiqueta 0 recibió 0.4013.
#
# - **(b)** multiplica las tres $p$, también donde la etiqueta es 0.
# - **(c)** toma la media de las tres probabilidades.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 6. El precio de no mirar
# ¿Es bueno 0.6591? Pregúntate cuánto pagaría una neurona que no mira su entrada. Dos de las tres etiquetas son 1, así que a todo le asigna $p = \frac23$.
#
# **Predice.** ¿Cuál es su pérdida?
# - **(a)** 0.4055
# - **(b)** 0.6365
# - **(c)** 0.6931

# %%
for guess in (2 / 3, 1 / 2):
    loss = -np.mean(np.log([guess, 1 - guess, guess]))
    print(f"p = {guess:.4f} to all: loss {loss:.4g}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**, *menos* que los 0.6591 de tu neurona. Guarda ese número. Decir ½ cuesta $\ln 2$, 0.6931, sean cuales sean las etiquetas. Y cuando empieces a entrenar una red, pregúntate: ¿su primera pérdida es lo que costaría no mirar?
#
# - **(a)** paga tres veces el precio de un sí.
# - **(c)** es el precio de ½. No aprovecha que el sí es la respuesta más probable.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Ejercicio 06-2.** *BCE a mano* (nivel 2, 6 minutos). Una etiqueta puede estar entre 0 y 1: es 0.75 si tres de cuatro personas dijeron que sí. Paga 0.75 del precio de un sí y 0.25 del precio de un no. Devuelve la pérdida de cada muestra y la media de todas, sin `nn`.
#
# <details><summary>Pista 1</summary>Para y = 1 el precio es −log p; para y = 0 es −log(1 − p). ¿Cuánto paga y = 0.75?</details>
# <details><summary>Pista 2</summary>Cada muestra paga los dos precios, en partes que suman 1. Con una etiqueta segura, una de las partes es 0.</details>

# %% tags=["exercise"] exercise="06-2"
def bce(p, y):
    ...  # your answer


# %% tags=["check"] exercise="06-2"
check(bce)

# %% [markdown] tags=["predict"]
# ## 7. Llamadas que salen mal
# `nn.BCELoss` recibe probabilidades. `nn.BCEWithLogitsLoss` recibe *logits* y aplica ella misma la sigmoide. El orden es (logits, valor objetivo).
#
# **Predice.** Le pasas probabilidades a `BCEWithLogitsLoss`, así que la sigmoide se aplica dos veces. ¿Cómo queda la pérdida frente a 0.6591?
# - **(a)** más baja
# - **(b)** igual
# - **(c)** más alta

# %%
loss_fn = nn.BCEWithLogitsLoss()
print(linear(X))
print(loss_fn(linear(X), y))
print(f"sigmoid twice      {loss_fn(p, y).item():.4g}, p", torch.sigmoid(p).flatten())
print(f"arguments swapped  {loss_fn(y, z).item():.4g}")
print(f"BCELoss, swapped   {nn.BCELoss()(y, p).item():.4g}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. La segunda sigmoide lleva las tres probabilidades cerca de ⅔, y eso aquí cuesta poco. Por eso 0.6391 parece mejor que la pérdida correcta, y es la pérdida de otra función. No se lanza ningún error: aprende a reconocer estos valores.
#
# - **(b)** espera que una sigmoide deje una probabilidad como está. Convierte 0.5 en 0.6225.
# - **(c)** espera que una llamada equivocada cueste más.
#
# </details>

# %% [markdown]
# ### Rómpelo
# Tres llamadas que sí protestan. Logits para `BCELoss`: los delata −2.2352e-08, pues 0.4 y 0.8 podrían ser probabilidades. Etiquetas de forma (3,) en lugar de (3, 1). Etiquetas que son enteros. ¿Qué dice cada llamada?

# %%
from helpers.attempt import attempt

with attempt():
    nn.BCELoss()(z, y)
with attempt():
    loss_fn(z, y.squeeze())
with attempt():
    loss_fn(z, y.long())

# %% [markdown] tags=["predict"]
# ## 8. Logits grandes
# Una muestra con etiqueta 0 y un logit $z$ grande debería costar $z$: para $z = 17$, $-\ln(1 - p)$ es 17, con siete cifras exactas. Hay tres maneras de calcularlo en float32: ¿cuál de ellas aguanta?
#
# **Predice.** ¿Cuánto da $-\ln(1 - p)$ en $z = 17$, si pasas por $p$?
# - **(a)** 17
# - **(b)** 100
# - **(c)** inf

# %%
logits, no = torch.tensor([5.0, 17.0, 200.0], requires_grad=True), torch.zeros(3)
q = torch.sigmoid(logits)
clamped = nn.BCELoss(reduction="none")(q, no)
stable = nn.BCEWithLogitsLoss(reduction="none")(logits, no)
for values in (-torch.log(1 - q), clamped, stable):
    (slopes,) = torch.autograd.grad(values.sum(), logits, retain_graph=True)
    print(values.detach(), "slopes", slopes)
grid = torch.arange(16, 17, 0.001)
print(f"border at z = {grid[torch.sigmoid(grid) == 1][0].item():.4g}")
show(draw.loss_against_logit())

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. A partir de $z = 16.64$, $1 + \exp(-z)$ se redondea a 1. Entonces $p$ es 1, y $\ln 0$ es menos infinito. `BCELoss` corta la pérdida en 100, con pendiente 0: esa muestra ya no enseña nada. `BCEWithLogitsLoss` sigue creciendo con $z$, con pendiente 1.
#
# - **(a)** es el valor verdadero. Se pierde al pasar por $p$.
# - **(b)** espera que la fórmula tal cual se corte, como la de `BCELoss`.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 9. Una fórmula que aguanta
# No pases por $p$. Con etiqueta 0 la pérdida es $-\ln(1 - p) = \ln(1 + \exp z)$. En float32 $\exp 200$ es inf. Si sacas $\exp z$ como factor, ya no hace daño: $z + \ln(1 + \exp(-z))$ es la misma función, y vale 200 en $z = 200$.
#
# **Predice.** En $z = -200$ la pérdida verdadera es 0 en sus primeros 86 decimales. ¿Cuánto da ahí $z + \ln(1 + \exp(-z))$, en float32?
# - **(a)** −200
# - **(b)** 0
# - **(c)** inf

# %%
far = torch.tensor([-200.0, 0.0, 200.0])
print("as it stands   ", torch.log(1 + torch.exp(far)))
print("exp(z) taken out", far + torch.log(1 + torch.exp(-far)))
print("the larger out ", far.clamp(min=0) + torch.log1p(torch.exp(-far.abs())))
print("softplus       ", nn.functional.softplus(far))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. Ahora $\exp 200$ se desborda del otro lado. Así que saca el mayor de los dos, $\exp z$ o 1: $\ln(1 + \exp z) = \max(z, 0) + \ln(1 + \exp(-|z|))$. El exponente es a lo sumo 0, y nada se desborda. PyTorch llama softplus a esta función.
#
# - **(a)** omite el logaritmo, y eso solo es correcto en +200.
# - **(b)** es el valor verdadero. Pero −200 + inf es inf.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Ejercicio 06-3.** *Una BCE que no se rompe* (nivel 3, 10 minutos). Devuelve la pérdida de cada muestra a partir de su logit, para etiquetas 0 y 1, sin `nn`. Debe ser correcta para logits de −200 a 200.
#
# <details><summary>Pista 1</summary>Con etiqueta 0 el precio es log(1 + exp(z)). ¿Cuál es, escrito con z, el precio con etiqueta 1, −log p?</details>
# <details><summary>Pista 2</summary>log(1 + exp(−z)) es lo que la sección 9 tiene para la etiqueta 0, con −z en el lugar de z.</details>
# <details><summary>Pista 3</summary>Los dos precios comparten log(1 + exp(−|z|)). ¿Qué queda de cada uno además de eso?</details>

# %% tags=["exercise"] exercise="06-3"
def bce_stable(z, y):
    ...  # your answer


# %% tags=["check"] exercise="06-3"
check(bce_stable)

# %% [markdown] tags=["predict", "slide"]
# ## 10. El gradiente de una muestra
# En una sola fórmula, la pérdida de una muestra es $-\,y \ln p - (1 - y) \ln (1 - p)$. Hay dos derivadas locales: $dL/dp = (p - y)\,/\,(p(1 - p))$ viene de los logaritmos, y $dp/dz = p(1 - p)$, de la sigmoide. Entonces, ¿qué les pide cada muestra a los dos pesos?
#
# **Predice.** La muestra 2 tiene $p = 0.5987$, con $y = 0$. ¿Cuánto vale su $dL/dz$?
# - **(a)** −0.5987
# - **(b)** 0.1438
# - **(c)** 0.5987

# %%
by_chain = (p - y) / (p * (1 - p)) * (p * (1 - p))
leaf = z.clone().requires_grad_()
nn.BCEWithLogitsLoss(reduction="sum")(leaf, y).backward()
for rows in zip(by_chain, p - y, leaf.grad):
    chain, short, auto = (row.item() for row in rows)
    print(f"two factors {chain:7.4f}   p − y {short:7.4f}   autograd {auto:7.4f}")
show(draw.pulls(POINTS, p[:, 0].numpy(), LABELS[:, 0]))

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. El factor $p(1 - p)$ se cancela y queda $e = p - y$: *ese* es el error de un sí o no. En la figura cada muestra tira a lo largo de su propio $x$, con fuerza $-e/3$. Pon cada flecha en la punta de la anterior: dos tirones hacia arriba a la derecha y uno largo hacia abajo a la izquierda dejan la flecha negra, que es corta.
#
# - **(a)** es $y - p$: el tirón, no la pendiente.
# - **(b)** conserva el factor $p(1 - p)$.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 11. ¿Por qué no el cuadrado?
# Las lecciones anteriores elevaban el error al cuadrado. La pendiente de $(p - y)^2$ respecto de $z$ es $2\,(p - y) \cdot p(1 - p)$.
#
# **Predice.** Una muestra de etiqueta 1 tiene el logit −5: la neurona está segura, y se equivoca. ¿Qué tan empinada es ahí la BCE, comparada con el cuadrado?
# - **(a)** la mitad de empinada
# - **(b)** 75 veces
# - **(c)** 150 veces

# %%
wrong = torch.tensor(-5.0, requires_grad=True)
yes = torch.tensor(1.0)
(of_square,) = torch.autograd.grad((torch.sigmoid(wrong) - yes) ** 2, wrong)
(of_bce,) = torch.autograd.grad(loss_fn(wrong, yes), wrong)
print(f"square {of_square:.4g}, BCE {of_bce:.4g}, ratio {of_bce / of_square:.4g}")
show(draw.slopes_of_two_losses(-5.0))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Aquí el factor $p(1 - p)$ se queda. Donde la neurona más se equivoca, ese factor es casi 0 y el cuadrado es casi plano: −0.01321 frente a −0.9933. El cuadrado dejaría la peor muestra para el final. La BCE es en todas partes al menos el doble de empinada, porque $p(1 - p)$ es a lo sumo ¼.
#
# - **(a)** tiene el 2 y olvida $p(1 - p)$.
# - **(c)** tiene $p(1 - p)$ y olvida el 2.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Ejercicio 06-4.** *Gradiente a mano* (nivel 3, 10 minutos). Devuelve el gradiente de la BCE media respecto de W, con la forma (características, 1), y respecto de b, sin autograd.
#
# <details><summary>Pista 1</summary>La sección 10 tiene la pendiente de una muestra respecto de su logit. ¿Cuánto cambia el logit con w₁, y cuánto con b?</details>
# <details><summary>Pista 2</summary>Cada muestra envía su error de vuelta a lo largo de su x. El sesgo es el peso de una entrada que vale 1.</details>
# <details><summary>Pista 3</summary>e tiene la forma (N, 1), X tiene (N, características), gW debe tener (características, 1). La pérdida es una media.</details>

# %% tags=["exercise"] exercise="06-4"
def grad_bce(X, y, W, b):
    ...  # your answer


# %% tags=["check"] exercise="06-4"
check(grad_bce)

# %% [markdown] tags=["predict"]
# ## 12. El gradiente en código
# Con el error $e = p - y$ de cada muestra, la pendiente de la pérdida media respecto de un peso es la media de $e \cdot x$. Respecto del sesgo es la media de $e$.
#
# **Predice.** ¿Cuál es el gradiente de $W$?
# - **(a)** (−0.0847, −0.1551)
# - **(b)** (−0.2113, −0.2818)
# - **(c)** (−0.2541, −0.4654)

# %%
loss_fn(linear(X), y).backward()
print(linear.weight.grad)
print(linear.bias.grad)
error = torch.sigmoid(linear(X)) - y
grad_W = (error * X).sum(0, keepdim=True).T / 3  # (features, 1)
print(grad_W)
print(error.mean())
difference = (grad_W.T - linear.weight.grad).abs().max()
print("apart by less than 1e-7:", bool(difference < 1e-7))

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. El `grad_fn` dice que el gradiente hecho a mano arrastra su grafo; `no_grad` lo cortaría.
#
# - **(b)** toma por separado la media de $x$ y la de $e$, y las multiplica.
# - **(c)** es la suma, sin dividir entre tres.
#
# </details>

# %%
A = np.column_stack([POINTS, np.ones(3)])  # (samples, features + 1), ones for b
start = np.array([0.5, -0.3, 0.1])  # w1, w2, b


def loss_at(weights):
    return np.mean(np.logaddexp(0, A @ weights) - LABELS[:, 0] * (A @ weights))


slope = A.T @ (1 / (1 + np.exp(-A @ start)) - LABELS[:, 0]) / 3
leaf = torch.tensor(start, requires_grad=True)
loss_fn(torch.tensor(A) @ leaf, y[:, 0].double()).backward()
for hand, auto, unit in zip(slope, leaf.grad.tolist(), np.eye(3)):
    nudge = central_difference(lambda h: loss_at(start + h * unit), 0.0)
    compare_slopes(by_hand=hand, nudge=nudge, autograd=auto)

# %% [markdown] tags=["predict"]
# ## 13. Un paso
# Las pendientes de los dos pesos y del sesgo coinciden con las de un pequeño empujón y con las de autograd. Un paso resta lr por el gradiente $g$ de los tres. Debería bajar la pérdida en cerca de $\mathrm{lr} \cdot \lVert g \rVert^2$. Con lr = 0.01 promete 0.0003620.
#
# **Predice.** ¿Cuánto baja la pérdida?
# - **(a)** 0.0003503
# - **(b)** 0.0003620
# - **(c)** 0.0003737

# %%
lr = 0.01
optimizer = torch.optim.SGD(linear.parameters(), lr=lr)
print(W - lr * grad_W)
print(b - lr * error.mean())
optimizer.step()
print(linear.weight.detach())
print(linear.bias.detach())
after = loss_at(start - lr * slope)
print(f"promised {lr * slope @ slope:.7f}, kept {loss_at(start) - after:.7f}")
print(f"loss {after:.4g}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. La pendiente es una promesa para el lugar donde estás. En el camino la pérdida se curva hacia arriba, y el paso paga esa curvatura: nunca cumple (*kept*) más de lo que promete (*promised*).
#
# - **(b)** toma la curva por su tangente.
# - **(c)** pone la curvatura hacia abajo.
#
# </details>

# %% [markdown]
# ### Rómpelo
# Dos accidentes que no lanzan ningún error. Si ejecutas otra vez el paso, das un segundo paso con el gradiente viejo. Si asignas el peso de una capa con `.data =`, los dos comparten memoria: `original` se mueve con la capa. `copy_` copia.

# %%
optimizer.step()
print(linear.weight.detach())
original = W.clone()
sharing = nn.Linear(2, 1)
sharing.weight.data = original.T
with torch.no_grad():
    sharing.weight -= linear.weight.grad
print(original.T)


# %% [markdown]
# > **Ejercicio 06-5.** *Un paso* (nivel 3, 10 minutos). Da un paso con lr = 0.1 desde W y b cualesquiera, con cualquier conjunto de muestras, en contra del gradiente de la BCE media. Devuelve lo que promete la pendiente, lr · ‖g‖², con el gradiente g de W y b juntos, y también cuánto baja la pérdida. Deja W y b como están.
#
# <details><summary>Pista 1</summary>Las pendientes de todos los pesos y la del sesgo forman g. ‖g‖² es la suma de sus cuadrados.</details>
# <details><summary>Pista 2</summary>Hacen falta tres cosas: la pérdida aquí, el gradiente aquí y la pérdida en W − lr · gW, b − lr · gb.</details>

# %% tags=["exercise"] exercise="06-5"
def one_step(X, y, W, b):
    ...  # your answer


# %% tags=["check"] exercise="06-5"
check(one_step)

# %% [markdown] tags=["predict"]
# ## 14. El bucle
# El programa de los estudiantes empieza en otro lugar e imprime cinco pérdidas. Un inicio que las produce es $W = (-0.443, -0.4)$, $b = -0.1976$: los tres logits son negativos, y dos de las tres etiquetas son 1.
#
# **Predice.** ¿Cuál es la primera pérdida?
# - **(a)** −2.172
# - **(b)** cerca de 0.69
# - **(c)** 2.172

# %%
with torch.no_grad():
    linear.weight.copy_(torch.tensor([[-0.443, -0.4]]))
    linear.bias.fill_(-0.1976)
for epoch in range(1, 6):
    loss = loss_fn(linear(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"Epoch {epoch}, Loss: {loss.item():.4f}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. La neurona está segura y se equivoca dos veces. Eso cuesta más que no saber nada. La pérdida baja, y ahí se detiene el programa.
#
# - **(a)** perdió el menos del logaritmo.
# - **(b)** es el precio de no saber nada.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 15. ¿Hasta dónde puede bajar?
# De vuelta a $W = (0.5, -0.3)$, $b = 0.1$. Da 5000 pasos desde ahí, con lr = 0.1.
#
# **Predice.** ¿Dónde termina la pérdida?
# - **(a)** 0
# - **(b)** 0.6365
# - **(c)** 0.6931

# %%
def learn(A, labels, weights, lr, steps):
    path = [weights]  # w1, w2, b at the start and after each step
    for _ in range(steps):
        p = 1 / (1 + np.exp(-A @ path[-1]))
        path.append(path[-1] - lr * A.T @ (p - labels) / len(A))
    losses = np.logaddexp(0, path @ A.T) - labels * (path @ A.T)  # (steps + 1, samples)
    return np.column_stack([losses.mean(axis=1), path])


path = learn(A, LABELS[:, 0], start, lr=0.1, steps=5000)
for k in (0, 10, 100, 1000, 5000):
    print(f"step {k:5}: loss {path[k, 0]:.6f}, p", 1 / (1 + np.exp(-A @ path[k, 1:])))

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Termina en 0.636514, con $p = \frac23$ para los tres: lo que en la sección 6 se paga sin mirar. Todo el entrenamiento le enseñó a la neurona a ignorar su entrada.
#
# - **(a)** exigiría que $p$ llegara a 1, 0 y 1 en estos tres puntos.
# - **(c)** es el precio de ½, y dos de las tres etiquetas son 1.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 16. Tres puntos sobre una recta
# Los tres puntos cumplen $x_2 = x_1 + 1$: están sobre una recta, a distancias iguales, y sus etiquetas a lo largo de ella son 1, 0, 1.
#
# **Predice.** ¿Qué fracción de los tres puede acertar una neurona, como máximo?
# - **(a)** ⅔
# - **(b)** todos

# %% tags=["slide"]
for cut in (0, 2, 4):
    above = np.mean((POINTS[:, 0] > cut) == LABELS[:, 0])
    print(f"cut at {cut}: yes above {above:.4f} right, yes below {1 - above:.4f}")
show(draw.fitted(path[0, 1:], path[-1, 1:]))

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**, con cada uno de los tres cortes. A lo largo de una recta, la probabilidad de una neurona sube, baja o se mantiene; no puede bajar y volver a subir. A distancias iguales, las etiquetas 1, 0, 1 tiran tanto hacia un lado como hacia el otro, así que la probabilidad termina plana.
#
# - **(b)** confía en un inicio mejor o en más pasos. Ningún valor de los pesos lo lograría.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 17. A lo largo de una dirección
# En los tres puntos, $x_1 - x_2 + 1 = 0$. Así que suma $s \cdot (1, -1, 1)$ a $(w_1, w_2, b)$ y mira la pérdida.
#
# **Predice.** En $s = 0$ la pérdida es 0.6591. ¿Cuánto vale con $s = 5$?
# - **(a)** 3.077
# - **(b)** 0.6591
# - **(c)** 13.47

# %%
along = np.array([1, -1, 1])
print("loss at s = 0, 1, 5:", [f"{loss_at(start + s * along):.4g}" for s in (0, 1, 5)])
ends = path[[0, -1], 1:] @ along
print(f"w1 − w2 + b: {ends[0]:.5f} at first, {ends[1]:.5f} after 5000 steps")
for s in (0.0, 0.3):
    students = np.array([-0.443, -0.4, -0.1976]) + s * along
    five = learn(A, LABELS[:, 0], students, lr=0.01, steps=4)[:, 0]
    print("from", students.round(4), "losses", five.round(4))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. El gradiente no tiene componente en esta dirección, así que $w_1 - w_2 + b$ sigue en 0.9, sea cual sea la tasa de aprendizaje. Muchos inicios dan las mismas cinco pérdidas, así que las pérdidas no pueden revelar tres incógnitas.
#
# - **(a)** deja el sesgo donde estaba.
# - **(c)** suma $s \cdot (1, 1, 1)$: perdió el menos.
#
# </details>

# %% [markdown]
# > **Ejercicio 06-6.** *El fondo* (nivel 4, 15 minutos). Tres puntos sobre otra recta, (1, 1), (2, 3) y (3, 5), tienen las etiquetas 0, 1, 0. Entrena desde $W = (0.5, -0.3)$, $b = 0.1$ hasta el final. Devuelve la pérdida más baja, las tres probabilidades, el valor de la combinación de w₁, w₂ y b que ningún paso cambia, y los últimos W y b. Escala la combinación de modo que sea … + b.
#
# <details><summary>Pista 1</summary>x₂ = 2x₁ − 1 en los tres puntos. ¿Qué cambio de (w₁, w₂, b) deja sus logits como están?</details>
# <details><summary>Pista 2</summary>Un gradiente es una mezcla de las filas (x₁, x₂, 1). Busca la dirección que forma un ángulo recto con todas.</details>
# <details><summary>Pista 3</summary>Termina con una misma p para todos, así que los logits son iguales: no hay pendiente a lo largo de la recta, y la sigmoide de z es la fracción de síes.</details>

# %% tags=["exercise"] exercise="06-6"
def loss_floor():
    ...  # your answer


# %% tags=["check"] exercise="06-6"
check(loss_floor)

# %% [markdown] tags=["predict", "slide"]
# ## 18. Compuertas
# Cuatro esquinas, (0, 0), (0, 1), (1, 0), (1, 1), y tres tareas: AND, OR y XOR, «una de las dos, pero no ambas». Desde cero, con lr = 0.5, ¿dónde termina la frontera?
#
# **Predice.** AND baja hasta 0.0346 en 1000 pasos. ¿Cuál es entonces la pérdida de XOR?
# - **(a)** más o menos igual de baja
# - **(b)** 0.5
# - **(c)** 0.6931

# %% tags=["slide"]
tasks = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}
corners = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])  # ones for b
paths = {}
for name, labels in tasks.items():
    path = learn(corners, np.array(labels), np.zeros(3), lr=0.5, steps=1000)
    right = ((path[:, 1:] @ corners.T > 0) == labels).all(axis=1)  # (steps + 1,)
    paths[name] = path
    print(f"{name:3} first all right at step", right.argmax() if right.any() else None)
    print(path[[1, 10, 100, 1000], 0].round(5), "last z", corners @ path[-1, 1:])
show(draw.gates(paths, tasks, steps=(10, 100, 1000)))

# %%
show_slider(sliders.boundary(labels=(0, 1, 1, 1), rate=0.5))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. Ninguna recta separa dos esquinas opuestas de las otras dos. Desde cero, los cuatro tirones de XOR se cancelan: el gradiente es 0, y $p$ se queda en ½ en todas las esquinas. Eso es un empate, no una clase, aunque `z > 0` contaría dos aciertos de cuatro. Las fronteras de AND y OR son cada vez más nítidas, porque sus pesos crecen sin fin. Arrastra el deslizador: muestra OR, desde el paso 2.
#
# - **(a)** espera que una neurona aprenda cualquier tabla.
# - **(b)** es la probabilidad, no su precio.
#
# </details>

# %% [markdown]
# > **Ejercicio 06-7.** *Compuertas lógicas* (nivel 5, 20 minutos). Entrena NAND (un sí, salvo que ambas entradas sean 1), «x₁ y no x₂» y XOR desde cero con lr = 0.5. Devuelve un dict: para `"NAND"` y `"x1 and not x2"`, un dict con `first_perfect_step` y `loss1000`, la pérdida después de 1000 pasos. Para `"XOR"`, uno con `loss1000` y `best_share`: la mayor fracción de sus cuatro esquinas que una recta puede acertar.
#
# <details><summary>Pista 1</summary>Escribe las cuatro etiquetas de cada compuerta en el orden de las esquinas, como floats.</details>
# <details><summary>Pista 2</summary>first_perfect_step cuenta los pasos dados cuando las cuatro esquinas están bien por primera vez; z &gt; 0 es un sí.</details>
# <details><summary>Pista 3</summary>best_share no necesita entrenamiento. Prueba rectas: ¿a qué esquina se puede renunciar?</details>

# %% tags=["exercise"] exercise="06-7"
def gates():
    ...  # your answer


# %% tags=["check"] exercise="06-7"
check(gates)

# %% [markdown] tags=["predict"]
# ## 19. ¿Más aciertos o menos pérdida?
# Otra vez XOR, pero desde $W = (1, 1)$, $b = -0.5$. Esa frontera acierta tantas esquinas como puede acertar una recta.
#
# **Predice.** Entrena durante 100 pasos con lr = 0.5, y la pérdida baja. ¿Qué porcentaje de las esquinas está bien entonces?
# - **(a)** 25 %
# - **(b)** 50 %
# - **(c)** 75 %

# %%
path = learn(corners, np.array(tasks["XOR"]), np.array([1, 1, -0.5]), lr=0.5, steps=100)
for k in (0, 8, 9, 100):
    logits = corners @ path[k, 1:]
    share = np.mean((logits > 0) == tasks["XOR"])
    chances = 1 / (1 + np.exp(-logits))
    print(f"step {k:3}: loss {path[k, 0]:.5f}, {share:.0%} right, p {chances.round(4)}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. El inicio acertaba tres de cuatro, y ninguna recta lo hace mejor. En el paso 9 dos esquinas cambian de lado, y queda un solo acierto. La pérdida sigue bajando, hacia $\ln 2$ y una $p$ de ½ para todas: ahí está su mínimo. El porcentaje cuenta lados; la pérdida mide qué tan segura está la neurona. El mejor lugar de uno no es el mejor lugar de la otra.
#
# - **(b)** espera que una $p$ cercana a ½ acierte la mitad de las veces.
# - **(c)** espera que el entrenamiento conserve lo que ya estaba bien.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 20. Cuánto es demasiado
# De vuelta a los tres puntos. Con los mejores pesos, $p(1 - p) = \frac29$. Cerca de ellos la pérdida es casi una parábola, y la mayor curvatura $\lambda$ fija el límite $2/\lambda$.
#
# **Predice.** El límite es 0.2896. ¿Qué hace el entrenamiento con lr = 0.3?
# - **(a)** converge
# - **(b)** salta entre dos pérdidas
# - **(c)** explota

# %%
largest = np.linalg.eigvalsh(A.T @ A * 2 / 9 / 3)[-1]
print(f"largest curvature {largest:.5g}, limit {2 / largest:.4g}")
for lr in (0.289, 0.29, 0.3):
    print(lr, learn(A, LABELS[:, 0], start, lr, 5000)[[1, 100, -2, -1], 0].round(6))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**, y con 0.29 salta también. Una parábola se empina más cuanto más te alejas, y los pasos crecen con ella. Aquí $|e|$ es a lo sumo 1: lejos, la pérdida sigue una recta, su pendiente queda acotada, y la subida también.
#
# - **(a)** es lo que hace 0.289.
# - **(c)** es lo que haría una parábola.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 21. Qué hay detrás del nombre
# A los programas como este se los llama «perceptrón». El perceptrón de Rosenblatt no tiene probabilidad: dice 0 o 1, y sus pesos se mueven en (etiqueta − respuesta) · x.
#
# **Predice.** El perceptrón recorre los tres puntos una y otra vez. ¿Cuántos fallos por pasada comete al final?
# - **(a)** 0, 0, 0, 0
# - **(b)** 1, 3, 1, 3
# - **(c)** 1, 1, 1, 1

# %%
def mistakes_per_pass(rows, labels, passes):
    weights, mistakes = np.zeros(3), [0] * passes
    for k in range(passes):
        for x, label in zip(rows, labels):
            wrong_by = float(weights @ x > 0) - label
            weights = weights - wrong_by * x
            mistakes[k] += int(abs(wrong_by))
    return mistakes


print("AND         ", mistakes_per_pass(corners, tasks["AND"], 12))
print("three points", mistakes_per_pass(A, LABELS[:, 0], 12))

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Con AND comete su último fallo en la pasada 5 y descansa. Donde ninguna recta separa las etiquetas no descansa nunca: tras una pasada sin fallos, sus pesos ya serían una recta que las separa. La neurona logística de esta lección se asienta en ⅔, y te dice qué tan insegura está.
#
# - **(a)** es lo que hace donde una recta separa las etiquetas.
# - **(c)** es el mínimo de fallos que una recta puede tener aquí. La regla no se queda ahí.
#
# </details>

# %% [markdown] tags=["slide"]
# ## Lo que ya puedes decir
# **¿Qué es el «error» cuando la respuesta es sí o no?** La probabilidad menos la etiqueta, $e = p - y$. Es la pendiente de la pérdida respecto del logit, y cada muestra la envía de vuelta a lo largo de su $x$.
#
# Lo que falta: ya entrenaste a mano, con autograd, con un optimizador y con un módulo. ¿Recorren esos cuatro programas el mismo camino? La lección final lo averigua.

# %%
progress()
